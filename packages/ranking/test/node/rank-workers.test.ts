import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import { afterEach, beforeAll, expect, test } from "vitest";
import { table } from "../../../cli/test/command-line.ts";
import { inputsFor } from "../../src/inputs.ts";
import { metrics } from "../../src/metric.ts";
import { type RankWorkers, startRankWorkers } from "../../src/node/rank-workers.ts";
import { readAccuracies } from "../../src/node/read-accuracies.ts";
import { rank } from "../../src/rank.ts";

const size = { channels: 4, cells: 1, resolution: 8 };
const space = nasBench201(size);
const names = ["params", "mean(abs(T3G_D))", "reciprocal(sub(T3, T3))"];
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

test("a metric that no worker knows is an error that names it", async () => {
  const { scoreDrawn } = start(1, ["no-such-metric"]);
  await expect(rank({ ...options, scoreDrawn })).rejects.toThrow(/no-such-metric/);
});
