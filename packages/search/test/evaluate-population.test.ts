import { kendallTau } from "@eznas/fitness";
import { useBackend } from "@eznas/kernels";
import { program, score, terminalsOf } from "@eznas/program";
import { type Dataset, inMemory } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { evaluatePopulation, type SampledTask } from "../src/index.ts";
import { toyTask } from "./toy-tasks.ts";

const options = { fitness: kendallTau };
const whole = (dataset: Dataset): SampledTask => ({ dataset, networks: dataset.networks });
const texts = ["frobenius(T1_D)", "mean(abs(T3))", "meanAbs(T1_N)", "add(mean(T4_D), T2_P)"];

let before: number;
beforeAll(() => useBackend("cpu"));
beforeEach(() => {
  before = memory().numTensors;
});
afterEach(() => {
  expect(memory().numTensors).toBe(before);
});

test("the fitness is the worst of the tasks' rank correlations, each that of the scores one by one", async () => {
  const tasks = [whole(toyTask("DARTS", 8)), whole(toyTask("ENAS", 6))];
  const programs = texts.map((text) => program(text));
  const individuals = await evaluatePopulation(programs, tasks, options);
  expect(individuals.map(({ tree }) => tree)).toEqual(programs.map(({ tree }) => tree));
  for (const [i, individual] of individuals.entries()) {
    const expected = [];
    for (const { dataset, networks } of tasks) {
      const scores: number[] = [];
      for (const { id } of networks) {
        const result = score(programs[i]!, await dataset.read(id));
        scores.push(result.ok ? result.value : Number.NaN);
      }
      const value = kendallTau(
        scores,
        networks.map(({ accuracy }) => accuracy),
      );
      expected.push({ task: dataset.name, value });
    }
    expect(individual).toEqual({
      ok: true,
      tree: programs[i]!.tree,
      fitness: Math.min(...expected.map(({ value }) => value)),
      tasks: expected,
    });
  }
});

test("a network is read once, with the statistics that the programs name and no others", async () => {
  const dataset = toyTask("DARTS", 5);
  const reads: [string, readonly string[] | undefined][] = [];
  const watched: Dataset = {
    ...dataset,
    read: (id, statistics) => {
      reads.push([id, statistics]);
      return dataset.read(id, statistics);
    },
  };
  const programs = texts.map((text) => program(text));
  await evaluatePopulation(programs, [whole(watched)], options);
  expect(reads.map(([id]) => id)).toEqual(dataset.networks.map(({ id }) => id));
  for (const [, statistics] of reads) expect(new Set(statistics)).toEqual(new Set(programs.flatMap(terminalsOf)));
});

const weights = (values: readonly number[]) =>
  inMemory(
    "weights",
    values.map((weight, i) => ({
      id: `net ${i}`,
      accuracy: i,
      instances: [{ name: "conv", statistics: { T3: { shape: [1, 1, 1, 1], data: Float32Array.of(weight) } } }],
    })),
  );

test("a program that fails on a network has the reason instead of a fitness", async () => {
  const [inverse, constant, fine] = await evaluatePopulation(
    [program("reciprocal(T3)"), program("numel(T3)"), program("T3")],
    [whole(weights([1, 2, 0, 4]))],
    options,
  );
  expect(inverse).toMatchObject({
    ok: false,
    failure: { reason: "non-finite", task: "weights", network: "net 2", instance: "conv" },
  });
  expect(constant).toMatchObject({ ok: false, failure: { reason: "no-correlation", task: "weights" } });
  expect(fine).toMatchObject({ ok: true, fitness: kendallTau([1, 2, 0, 4], [0, 1, 2, 3]) });
});

test("a program that does not apply to a network is told where", async () => {
  const flat = { name: "flat", statistics: { T3: { shape: [1, 2], data: Float32Array.of(1, 2) } } };
  const dataset = inMemory("mixed", [
    ...[1, 2].map((accuracy) => ({ id: `${accuracy}`, accuracy, instances: [square(accuracy)] })),
    { id: "odd one", accuracy: 3, instances: [square(1), flat] },
  ]);
  const [individual] = await evaluatePopulation([program("det(T3)")], [whole(dataset)], options);
  expect(individual).toMatchObject({
    ok: false,
    failure: { reason: "shape", task: "mixed", network: "odd one", instance: "flat" },
  });
});

function square(weight: number) {
  return { name: "square", statistics: { T3: { shape: [1, 1], data: Float32Array.of(weight) } } };
}

test("the fitness function is the caller's", async () => {
  const size = (scores: ArrayLike<number>) => scores.length;
  const [individual] = await evaluatePopulation([program("T3")], [whole(weights([3, 1, 2]))], { fitness: size });
  expect(individual).toMatchObject({ ok: true, fitness: 3 });
});

test("progress is told by network, and an abort ends the evaluation", async () => {
  const told: unknown[] = [];
  await evaluatePopulation([program("T3")], [whole(weights([1, 2])), whole(toyTask("DARTS", 3))], {
    ...options,
    onProgress: (...step) => told.push(step),
  });
  expect(told.length).toBe(5);
  expect(told.at(-1)).toEqual(["evaluate", 5, 5]);
  const controller = new AbortController();
  const aborted = evaluatePopulation([program("T3")], [whole(weights([1, 2, 3]))], {
    ...options,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await expect(aborted).rejects.toThrow("enough");
});
