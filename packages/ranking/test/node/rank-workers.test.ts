import { useBackend } from "@eznas/kernels";
import { sum } from "@eznas/program";
import { nasBench201 } from "@eznas/spaces";
import { afterEach, beforeAll, expect, test } from "vitest";
import { table } from "../../../cli/test/command-line.ts";
import { inputsFor } from "../../src/inputs.ts";
import { metrics } from "../../src/metric.ts";
import { metricOptionsOf } from "../../src/metric-setup.ts";
import { type RankWorkers, startRankWorkers } from "../../src/node/rank-workers.ts";
import { readAccuracies } from "../../src/node/read-accuracies.ts";
import { rank } from "../../src/rank.ts";
import setup from "./own-setup.ts";

const size = { channels: 4, cells: 1, resolution: 8 };
const space = nasBench201(size);
const names = [
  "params",
  "mean(abs(T3G_D))",
  "reciprocal(sub(T3, T3))",
  "network: add(log(params), mul(2, {sum of l2: mul(T3, T3G_D)}))",
  "-logRanks(network: mul({mean(abs(T3G_D))}, depth), width)",
];
const options = {
  space,
  table: await readAccuracies(table, { column: "cifar10_test" }),
  metrics: metrics(names.join()),
  inputs: await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape }),
  count: 6,
  seed: 1,
};

beforeAll(() => useBackend("wasm"));

let workers: RankWorkers;
afterEach(() => workers?.close());
const start = (count: number, metrics: readonly string[] = names): RankWorkers => {
  const { inputs, seed } = options;
  const spaceByName = { name: "nas-bench-201", options: size };
  workers = startRankWorkers({ count, space: spaceByName, metrics, inputs, seed, backend: "wasm" });
  return workers;
};

test.each([1, 3])("%d workers give the ranking of this thread, in the order of the draw", async (count) => {
  const done: number[] = [];
  const ranking = await rank({
    ...options,
    scoreDrawn: start(count).scoreDrawn,
    onProgress: (n) => void done.push(n),
  });
  expect(ranking).toEqual(await rank(options));
  expect(done).toEqual([1, 2, 3, 4, 5, 6]);
});

const own =
  "mean(cubed(T3)),range of l2: T3,conv-bn: mean(abs(T3)),frobenius(T3G_std),depth,meanRank(mean(cubed(T3)), -depth)";

test.each([1, 3])("metrics of a module of one's own rank the same in %d workers as here, to the bit", async (count) => {
  const asked = metrics(own, metricOptionsOf(setup));
  const { inputs, seed } = options;
  workers = startRankWorkers({
    ...{ count, inputs, seed, metrics: asked, setup: new URL("./own-setup.ts", import.meta.url), backend: "wasm" },
    space: { name: "nas-bench-201", options: size },
  });
  const here = await rank({ ...options, metrics: asked });
  expect(here.metrics.map(({ n }) => n)).toEqual(asked.map(() => 6));
  expect(await rank({ ...options, metrics: asked, scoreDrawn: workers.scoreDrawn })).toEqual(here);
});

test.each(["mean(cubed(T3))", "range of l2: T3", "conv-bn: mean(abs(T3))", "-depth", "logRanks(params, depth)"])(
  "%s, which no setup names, is refused at the start, with the remedy",
  (text) => {
    const { inputs, seed } = options;
    const asked = metrics(text, metricOptionsOf(setup));
    const settings = { count: 1, inputs, seed, space: { name: "nas-bench-201" }, backend: "wasm" } as const;
    expect(() => startRankWorkers({ ...settings, metrics: asked })).toThrow(
      /startRankWorkers: a metric cannot cross to a thread: .*; put it into a module of its own and give that as `setup`/,
    );
  },
);

test("a metric's own settings cross, whatever it is called", async () => {
  const [program] = metrics("T3", { toScalar: sum });
  const { inputs, seed } = options;
  workers = startRankWorkers({
    ...{ count: 1, inputs, seed, metrics: [program!], backend: "wasm" },
    space: { name: "nas-bench-201", options: size },
  });
  const here = await rank({ ...options, metrics: [program!] });
  expect(await rank({ ...options, metrics: [program!], scoreDrawn: workers.scoreDrawn })).toEqual(here);
});

test("a metric that no worker knows is an error that names it", async () => {
  const { scoreDrawn } = start(1, ["no-such-metric"]);
  await expect(rank({ ...options, scoreDrawn })).rejects.toThrow(/no-such-metric/);
});
