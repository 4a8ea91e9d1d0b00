import { writeFileSync } from "node:fs";
import { kendallTau, topFraction } from "@eznas/fitness";
import { useBackend } from "@eznas/kernels";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../cli/test/command-line.ts";
import { cifar10, cifar100, imageNet16, transNasBench101 } from "../src/benchmarks.ts";
import { measureCorrelations } from "../src/measure-correlations.ts";
import { context, folderOf32 } from "./context.ts";

beforeAll(() => useBackend("wasm"));

test("correlations come with intervals, what is published and a note for each table that is missing", async () => {
  const { numTensors } = memory();
  const asked = context({ data: folderOf32(), count: 8 });
  const metrics = ["eznas-a", "params", "reciprocal(sub(T3, T3))"];
  const { correlations, notes } = await measureCorrelations(asked, { benchmarks: [cifar10, imageNet16], metrics });
  expect(notes).toEqual([expect.stringContaining("ImageNet16-120 is left out")]);
  expect(correlations.map(({ metric, n, failed }) => [metric, n, failed])).toEqual([
    ["eznas-a", 8, 0],
    ["params", 8, 0],
    ["reciprocal(sub(T3, T3))", 0, 8],
  ]);
  expect(correlations.map(({ published }) => published)).toEqual([
    { kendall: 0.65, spearman: 0.83 },
    { spearman: 0.75 },
    undefined,
  ]);
  expect(correlations.map(({ suiteZero }) => suiteZero)).toEqual([undefined, 0.72, undefined]);
  const [eznasA, params, none] = correlations;
  for (const { kendall, kendallInterval, spearman, points } of [eznasA!, params!]) {
    expect(kendall).toBe(kendallTau(points.scores, points.accuracies));
    expect(Math.abs(spearman)).toBeLessThanOrEqual(1);
    expect(kendallInterval.low).toBeLessThanOrEqual(kendallInterval.high);
  }
  expect(none!.kendall).toBeNaN();
  expect(memory().numTensors).toBe(numTensors);
});

test("AZ-NAS is the rank of its parts together", async () => {
  const asked = context({ data: folderOf32(), count: 5 });
  const { correlations } = await measureCorrelations(asked, { benchmarks: [cifar100], metrics: ["az_nas", "flops"] });
  expect(correlations.map(({ metric, n }) => [metric, n])).toEqual([
    ["az_nas", 5],
    ["flops", 5],
  ]);
  // The best under all four would have 0.
  expect(Math.max(...correlations[0]!.points.scores)).toBeLessThanOrEqual(0);
});

test("a second measurement reads its scores from the first one's book", async () => {
  const asked = context({ data: folderOf32(), count: 4 });
  const started: string[] = [];
  const watched = { ...asked, progress: (title: string) => void started.push(title) };
  const options = { benchmarks: [cifar10], metrics: ["eznas-a"] };
  const first = await measureCorrelations(watched, options);
  expect(started.length).toBe(5);
  expect(await measureCorrelations(watched, options)).toEqual(first);
  expect(started.length).toBe(5);
  // One network more: only that is scored.
  await measureCorrelations({ ...watched, count: 5 }, options);
  expect(started.length).toBeLessThanOrEqual(5 + 6);
});

test("among the best tenth correlations are of these alone", async () => {
  const asked = context({ data: folderOf32(), count: 20 });
  const among = (correlation: typeof kendallTau) => topFraction(correlation, 0.2);
  const options = { benchmarks: [cifar10], metrics: ["params"], among };
  const [params] = (await measureCorrelations(asked, options)).correlations;
  expect(params!.kendall).toBe(topFraction(kendallTau, 0.2)(params!.points.scores, params!.points.accuracies));
});

test("programs are ranked under every loss of a benchmark, what sees no loss under the first", async () => {
  const data = temporaryFolder();
  const rows = ["64-41414-1_02_333,40,50", "64-41414-3_33_333,45,60", "64-41414-0_10_001,30,20"];
  writeFileSync(`${data}/transnas101_micro.csv`, `arch,class_object_valid,jigsaw_valid\n${rows.join("\n")}\n`);
  const asked = context({ data });
  const options = { benchmarks: [transNasBench101[0]!], metrics: ["eznas-a", "params"] };
  const { correlations } = await measureCorrelations(asked, options);
  expect(correlations.map(({ metric, loss, n }) => [metric, loss, n])).toEqual([
    ["eznas-a", "logits", 3],
    ["params", "logits", 3],
    ["eznas-a", "rectified", 3],
  ]);
  expect(correlations[0]!.points.scores).not.toEqual(correlations[2]!.points.scores);
});
