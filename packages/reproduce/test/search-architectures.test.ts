import { nasBench201 } from "@eznas/spaces";
import { spaceNamed } from "@eznas/spaces/named";
import { expect, test } from "vitest";
import type { ScoredNetworks } from "../src/scored-networks.ts";
import { bestSoFar, type Method } from "../src/search-architectures.ts";

const { all, format } = nasBench201();
const convolutions = (id: string): number => (id.match(/nor_conv_3x3/g) ?? []).length;
const accuracies = new Map([...all()].map(format).map((id) => [id, convolutions(id)]));
const scored: ScoredNetworks = {
  of: async (ids) => ids.map((id) => [{ name: "m", ok: true, value: convolutions(id) }]),
  close: async () => {},
};
const evolution = { population: 8, tournament: 3 };

const search = (method: Method, count: number, repeat = 0, table: ReadonlyMap<string, number> = accuracies) => {
  const { signal } = new AbortController();
  return bestSoFar({
    method,
    space: spaceNamed("nas-bench-201"),
    accuracies: table,
    scored,
    count,
    seed: 1,
    repeat,
    signal,
  });
};

test("all methods start with the same networks, and their best never gets worse", async () => {
  const methods: readonly Method[] = [
    { name: "random" },
    { name: "plain", evolution },
    { name: "proxy", evolution, proposals: { metric: "m", count: 4 } },
  ];
  const [random, plain, proxy] = await Promise.all(methods.map((method) => search(method, 60)));
  for (const curve of [random!, plain!, proxy!]) {
    expect(curve.length).toBe(60);
    expect(curve).toEqual(curve.map((_, i) => Math.max(...curve.slice(0, i + 1))));
    expect(curve.slice(0, 8)).toEqual(random!.slice(0, 8));
  }
  expect(await search(methods[2]!, 60)).toEqual(proxy);
  expect(await search(methods[2]!, 60, 1)).not.toEqual(proxy);
});

test("a metric that knows the accuracies saves networks", async () => {
  const took = async (method: Method): Promise<number> => {
    let sum = 0;
    for (let repeat = 0; repeat < 10; repeat++) {
      const at = (await search(method, 150, repeat)).indexOf(6);
      sum += at < 0 ? 150 : at;
    }
    return sum;
  };
  const informed = await took({ name: "proxy", evolution, proposals: { metric: "m", count: 4 } });
  expect(informed).toBeLessThan(0.7 * (await took({ name: "plain", evolution })));
});

test("networks are counted once, and a search that meets nothing new ends with what it has", async () => {
  const few = { ...nasBench201(), sample: () => nasBench201().sample(() => 0), mutate: (parent: unknown) => parent };
  const { signal } = new AbortController();
  const space = few as unknown as ReturnType<typeof spaceNamed>;
  const asked = { space, accuracies, scored, count: 5, seed: 1, repeat: 0, signal };
  expect(await bestSoFar({ ...asked, method: { name: "plain", evolution } })).toEqual([0, 0, 0, 0, 0]);
});

test("a network that the table lacks is an error that names it", async () => {
  await expect(search({ name: "random" }, 5, 0, new Map())).rejects.toThrow(/figure-4: the table has no \|/);
});
