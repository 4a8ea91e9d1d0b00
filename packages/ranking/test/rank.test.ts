import { useBackend } from "@eznas/kernels";
import { azNas } from "@eznas/proxies";
import { correlate } from "@eznas/search";
import { nasBench201 } from "@eznas/spaces";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { table } from "../../cli/test/command-line.ts";
import { inputsFor } from "../src/inputs.ts";
import { metrics } from "../src/metric.ts";
import { readAccuracies } from "../src/node/read-accuracies.ts";
import type { NamedScore } from "../src/prepare-metrics.ts";
import { rank, scoreDrawnHere } from "../src/rank.ts";

const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
const options = {
  space,
  table: await readAccuracies(table, { column: "cifar10_test" }),
  metrics: metrics("params,mean(abs(T3)),reciprocal(sub(T3, T3))"),
  inputs: await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape }),
  count: 8,
  seed: 1,
};

beforeAll(() => useBackend("wasm"));

test("metrics are correlated with the accuracies of the networks they could score", async () => {
  const before = memory().numTensors;
  const seen: string[] = [];
  const { metrics: ranked, networks } = await rank({
    ...options,
    onProgress: (done, total) => void seen.push(`${done}/${total}`),
  });
  expect(seen).toEqual(Array.from({ length: 8 }, (_, i) => `${i + 1}/8`));
  expect(networks.length).toBe(8);
  expect(ranked.map(({ name, n, failed }) => [name, n, failed])).toEqual([
    ["params", 8, 0],
    ["mean(abs(T3))", 8, 0],
    ["reciprocal(sub(T3, T3))", 0, 8],
  ]);
  expect(ranked[2]?.kendall).toBeNaN();
  const pairs = networks.map(({ id, accuracy }) => [space.params(space.parse(id)), accuracy] as const);
  const { kendall, spearman } = correlate(
    pairs.map(([value]) => ({ ok: true, value })),
    pairs.map(([, accuracy]) => accuracy),
  );
  expect(ranked[0]).toMatchObject({ kendall, spearman });
  expect(kendall).toBeGreaterThan(0);
  expect(memory().numTensors).toBe(before);
});

test("the same seed gives the same ranking, another seed another draw", async () => {
  const first = await rank(options);
  expect(await rank(options)).toEqual(first);
  const other = await rank({ ...options, seed: 2 });
  expect(other.networks.map(({ id }) => id)).not.toEqual(first.networks.map(({ id }) => id));
});

test("a signal ends it between two networks", async () => {
  const ending = new AbortController();
  const run = rank({ ...options, onProgress: (done) => done === 2 && ending.abort("enough"), signal: ending.signal });
  await expect(run).rejects.toBe("enough");
});

test("az_nas is what azNas makes of its four measures, however many others are asked for", async () => {
  const measures = "az_expressivity,az_progressivity,az_trainability,flops";
  const asked = metrics(`az_nas,${measures},logRanks(az_expressivity, -flops)`);
  const { networks, metrics: ranked } = await rank({ ...options, metrics: asked });
  const number = (score: NamedScore): number => (score.ok ? score.value : Number.NEGATIVE_INFINITY);
  const parts = networks.map(({ scores }) => {
    const [expressivity, progressivity, trainability, complexity] = scores.slice(1).map(number) as [
      number,
      number,
      number,
      number,
    ];
    return { expressivity, progressivity, trainability, complexity };
  });
  const expected = azNas(parts);
  for (const [i, { scores }] of networks.entries()) expect(number(scores[0]!)).toBeCloseTo(expected[i]!, 10);
  expect(ranked.map(({ name }) => name)).toEqual(asked.map(({ name }) => name));
  expect(ranked[0]!.failed).toBe(0);
});

test("workers that were started with other metrics are refused", async () => {
  const scoreDrawn = scoreDrawnHere({ ...options, metrics: metrics("params") });
  await expect(rank({ ...options, metrics: metrics("flops"), scoreDrawn })).rejects.toThrow(
    "rank: expected scores by flops, got params; start the workers with the same metrics",
  );
});

test("inputs of another size are refused, not each metric", async () => {
  const wide = await inputsFor({ images: "noise", batch: 1, seed: 1, shape: [16, 16, 3] });
  await expect(rank({ ...options, inputs: wide })).rejects.toThrow("the inputs are of 16×16×3");
});
