import { kendallTau, logRankSum, meanRank, spearmanRho } from "@eznas/fitness";
import { useBackend } from "@eznas/kernels";
import { type Ensembled, eznasNasnet, program, score } from "@eznas/program";
import { inMemory } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { scoreHere, testFinalists } from "../src/index.ts";
import { toyTask } from "./toy-tasks.ts";

const datasets = [toyTask("DARTS", 12, 2), toyTask("ENAS", 9, 2)];
const finalists = [program("frobenius(T1_D)"), program("mean(abs(T3))")];

beforeAll(() => useBackend("cpu"));

test("each program has its correlations on each dataset, finalists first", async () => {
  const before = memory().numTensors;
  const results = await testFinalists({ finalists, baselines: { norm: program("meanAbs(T1_N)") }, datasets });
  expect(memory().numTensors).toBe(before);
  expect(results.map(({ dataset, name }) => `${dataset} ${name}`)).toEqual([
    "DARTS finalist 1",
    "DARTS finalist 2",
    "DARTS norm",
    "ENAS finalist 1",
    "ENAS finalist 2",
    "ENAS norm",
  ]);
  const scores: number[] = [];
  for (const { id } of datasets[1]!.networks) {
    const result = score(finalists[0]!, await datasets[1]!.read(id));
    scores.push(result.ok ? result.value : Number.NaN);
  }
  const accuracies = datasets[1]!.networks.map(({ accuracy }) => accuracy);
  expect(results[3]).toEqual({
    name: "finalist 1",
    program: "frobenius(T1_D)",
    dataset: "ENAS",
    kendall: kendallTau(scores, accuracies),
    spearman: spearmanRho(scores, accuracies),
    n: 9,
    failed: 0,
  });
});

test("a network that a program cannot score is left out for that program and counted", async () => {
  const [nasnet, norm] = await testFinalists({
    finalists: [],
    baselines: { nasnet: eznasNasnet, norm: finalists[0]! },
    datasets: [datasets[0]!],
  });
  expect(nasnet!.n + nasnet!.failed).toBe(12);
  expect(nasnet!.failed).toBeGreaterThan(0);
  expect(norm!.n).toBe(12);
});

test("as many networks as asked are drawn, the same for the same seed", async () => {
  const told: number[] = [];
  const options = { finalists, datasets, networks: 5, onProgress: (_: string, done: number) => told.push(done) };
  const results = await testFinalists({ ...options, seed: 1 });
  expect(results.map(({ n }) => n)).toEqual([5, 5, 5, 5]);
  expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await testFinalists({ ...options, seed: 1 })).toEqual(results);
  expect(await testFinalists({ ...options, seed: 2 })).not.toEqual(results);
  const all = await testFinalists({ ...options, networks: 10 });
  expect(all.map(({ n }) => n)).toEqual([10, 10, 9, 9]);
});

test("constant scores have no correlation", async () => {
  const T3 = { shape: [1], data: Float32Array.of(1) };
  const same = inMemory(
    "same",
    [1, 2, 3].map((accuracy) => ({ id: `${accuracy}`, accuracy, instances: [{ name: "conv", statistics: { T3 } }] })),
  );
  const [result] = await testFinalists({ finalists: [program("T3")], datasets: [same] });
  expect(result).toMatchObject({ kendall: Number.NaN, spearman: Number.NaN, n: 3, failed: 0 });
});

test("nothing to test and nothing to test on are refused", async () => {
  await expect(testFinalists({ finalists: [], datasets })).rejects.toThrow("got neither finalists nor baselines");
  await expect(testFinalists({ finalists, datasets: [] })).rejects.toThrow("datasets is empty");
  await expect(testFinalists({ finalists, datasets, networks: 1 })).rejects.toThrow(
    "networks must be at least 2, got 1",
  );
});

test("an ensemble of programs is a baseline, which ranks the networks of each dataset among each other", async () => {
  const parts = [program("meanAbs(T1_N)"), eznasNasnet];
  const inner: Ensembled = { text: "meanRank(…)", parts, combine: meanRank, sign: -1 };
  const nested: Ensembled = { text: "logRanks(…)", parts: [inner, finalists[1]!], combine: logRankSum };
  const results = await testFinalists({ finalists: [finalists[0]!], baselines: { inner, nested }, datasets });
  expect(results.map(({ dataset, name, program }) => [dataset, name, program])).toEqual(
    ["DARTS", "ENAS"].flatMap((dataset) => [
      [dataset, "finalist 1", "frobenius(T1_D)"],
      [dataset, "inner", "meanRank(…)"],
      [dataset, "nested", "logRanks(…)"],
    ]),
  );
  for (const [d, dataset] of datasets.entries()) {
    const rows = await scoreHere(
      [...parts, finalists[1]!],
      dataset.networks.map(({ id }) => ({ dataset, id })),
    );
    const scored = rows.flatMap((row, i) => (row.every(({ ok }) => ok) ? [{ row, i }] : []));
    const valuesAt = (place: number): number[] =>
      scored.map(({ row }) => row[place]!).map((one) => (one.ok ? one.value : Number.NaN));
    const innerOf = meanRank([valuesAt(0), valuesAt(1)]).map((value) => -value);
    const accuracies = scored.map(({ i }) => dataset.networks[i]!.accuracy);
    const failed = dataset.networks.length - scored.length;
    expect(results[3 * d + 1]).toMatchObject({ kendall: kendallTau(innerOf, accuracies), n: scored.length, failed });
    const nestedOf = logRankSum([innerOf, valuesAt(2)]);
    expect(results[3 * d + 2]).toMatchObject({ kendall: kendallTau(nestedOf, accuracies), n: scored.length, failed });
  }
});
