import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { extendOps, ops } from "@eznas/ops";
import { formatProgram, program } from "@eznas/program";
import { checkpoint, type ScoreNetworks, scoreHere, search } from "@eznas/search";
import { type ScoreStore, scoreStore, storedScores } from "@eznas/search/node";
import { inMemory, subset } from "@eznas/stats";
import fc from "fast-check";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { cubed } from "../../../ops/test/cubed.ts";

beforeAll(() => useBackend("cpu"));

function emptyStore(): ScoreStore {
  const folder = mkdtempSync(join(tmpdir(), "eznas-stored-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return scoreStore(folder);
}

const toy = (name: string, networks: number) => {
  const rng = seeded(1, "toy", name);
  return inMemory(
    name,
    Array.from({ length: networks }, (_, i) => {
      const T3 = { shape: [2, 2, 1, 1], data: Float32Array.from({ length: 4 }, () => (1 + i) * (rng() - 0.4)) };
      return { id: `${name} ${i}`, accuracy: 60 + i, instances: [{ name: "conv", statistics: { T3 } }] };
    }),
  );
};
const [a, b] = [toy("a", 6), toy("b", 4)];
const all = [a, b].flatMap((dataset) => dataset.networks.map(({ id }) => ({ dataset, id })));
const texts = [
  "T3",
  "abs(T3)",
  "-sum of l2: T3",
  "sigmoid(T3)",
  "det(T3)",
  "mul(T3, abs(T3))",
  "reciprocal(sub(T3, T3))",
];

/** Counts what is computed: metric by network. */
function counting(): { readonly computed: string[]; readonly scoreNetworks: ScoreNetworks } {
  const computed: string[] = [];
  return {
    computed,
    scoreNetworks(programs, networks, options) {
      for (const { id } of networks) for (const program of programs) computed.push(`${id} ${formatProgram(program)}`);
      return scoreHere(programs, networks, options);
    },
  };
}

test("whatever is asked for, it is what scoring gives, and nothing is computed twice", async () => {
  const subsetOf = <T>(items: readonly T[]) => fc.subarray([...items], { minLength: 1 });
  const calls = fc.array(fc.tuple(subsetOf(texts), subsetOf(all), fc.boolean()), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(calls, async (asked) => {
      const store = scoreStore(mkdtempSync(join(tmpdir(), "eznas-stored-")));
      const { computed, scoreNetworks } = counting();
      for (const [names, networks, reopen] of asked) {
        const programs = [...names, names[0]!].map((text) => program(text));
        const stored = storedScores(reopen ? scoreStore(store.folder) : store, scoreNetworks);
        expect(await stored(programs, networks)).toStrictEqual(await scoreHere(programs, networks));
      }
      expect(new Set(computed).size).toBe(computed.length);
      rmSync(store.folder, { recursive: true });
    }),
    { numRuns: 15 },
  );
});

test("progress reaches the number of networks, whatever was known", async () => {
  const store = emptyStore();
  const programs = texts.map((text) => program(text));
  const seen = async (networks: typeof all) => {
    const told: number[] = [];
    await storedScores(store)(programs, networks, { onScored: (done) => void told.push(done) });
    return told;
  };
  expect((await seen(all.slice(0, 4))).at(-1)).toBe(4);
  const rest = await seen(all);
  expect(rest.at(-1)).toBe(10);
  expect(rest).toEqual([...rest].sort((a, b) => a - b));
  expect(await seen(all)).toEqual([10]);
});

test("a signal ends it, and what was computed before stays", async () => {
  const store = emptyStore();
  await storedScores(store)([program("T3")], all);
  const { computed, scoreNetworks } = counting();
  const signal = AbortSignal.abort("enough");
  const run = storedScores(store, scoreNetworks)([program("T3"), program("abs(T3)")], all, { signal });
  await expect(run).rejects.toBe("enough");
  expect(await storedScores(store)([program("T3")], all)).toEqual(await scoreHere([program("T3")], all));
  expect(computed.some((what) => what.includes("abs"))).toBe(true);
});

test("a dataset's part and its other accuracies share its scores, other statistics do not", async () => {
  const store = emptyStore();
  await storedScores(store)([program("T3")], all);
  const { computed, scoreNetworks } = counting();
  const stored = storedScores(store, scoreNetworks);
  const part = subset(a, ({ accuracy }) => accuracy > 62);
  const others = { ...a, networks: a.networks.map(({ id }) => ({ id, accuracy: 1 })) };
  for (const dataset of [part, others]) await stored([program("T3")], [{ dataset, id: "a 4" }]);
  expect(computed).toEqual([]);
  const changed = inMemory(
    "a",
    a.networks.map(({ id, accuracy }) => ({ id, accuracy, instances: [] })),
  );
  await stored([program("T3")], [{ dataset: changed, id: "a 4" }]).catch(() => {});
  expect(computed.length).toBe(1);
});

test("a search is the same with a store, empty or full, and a second one computes nothing", async () => {
  const store = emptyStore();
  const run = async (scoreNetworks?: ScoreNetworks) => {
    const generations = [];
    const options = { seed: 7, tasks: [a], primitives: { ops, terminals: ["T3"] as const }, networksPerTask: 5 };
    for await (const generation of search({
      ...options,
      population: 12,
      generations: 3,
      ...(scoreNetworks && { scoreNetworks }),
    }))
      generations.push(checkpoint(generation));
    return generations;
  };
  const plain = await run();
  const { computed, scoreNetworks } = counting();
  expect(await run(storedScores(store, scoreNetworks))).toEqual(plain);
  expect(computed.length).toBeGreaterThan(0);
  expect(new Set(computed).size).toBe(computed.length);
  const before = computed.length;
  expect(await run(storedScores(scoreStore(store.folder), scoreNetworks))).toEqual(plain);
  expect(computed.length).toBe(before);
});

test("an operation of one's own is refused, unless the reader vouches for its name", async () => {
  const metric = program("cubed(T3)", { ops: extendOps(ops, { cubed }) });
  const store = emptyStore();
  await expect(storedScores(store)([metric], all)).rejects.toThrow(/"cubed" is not one of @eznas\/ops'/);
  const vouched = storedScores(scoreStore(store.folder, { conditions: { ops: "mine, 1" } }), scoreHere, {
    reader: "own",
  });
  expect(await vouched([metric], all)).toEqual(await scoreHere([metric], all));
});
