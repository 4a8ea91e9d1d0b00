import { kendallTau, spearmanRho } from "@eznas/fitness";
import { crossover, format, grow, mutateSubtree, rampedHalfAndHalf, reproduce, varOr } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { extendOps, ops } from "@eznas/ops";
import { aggregates, toScalars } from "@eznas/program";
import { inMemory, statisticNames } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { cubed } from "../../ops/test/cubed.ts";
import {
  type Checkpoint,
  CheckpointError,
  checkpoint,
  type Generation,
  paperDefaults,
  report,
  type SearchOptions,
  search,
} from "../src/index.ts";
import { toyTask } from "./toy-tasks.ts";

const tasks = [toyTask("DARTS", 10), toyTask("ENAS", 10), toyTask("PNAS", 10)];
const small = {
  seed: 7,
  tasks,
  population: 8,
  generations: 3,
  tasksPerGeneration: 2,
  networksPerTask: 5,
  probeNetworks: 1,
  probeInstances: 2,
} satisfies SearchOptions;

async function all(options: SearchOptions): Promise<Generation[]> {
  const list: Generation[] = [];
  for await (const each of search(options)) list.push(each);
  return list;
}

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  beforeAll(() => useBackend(backend));

  test("every generation is complete, sorted, within the depth limit and evaluated anew", async () => {
    const before = memory().numTensors;
    const generations = await all({ ...small, maxDepth: 7 });
    expect(memory().numTensors).toBe(before);
    expect(generations.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    for (const { population, best, tasks: sampled, hallOfFame, rejected, rejections } of generations) {
      expect(population.length).toBe(8);
      expect(population[0]).toBe(best);
      for (const { tree } of population) expect(tree.depth).toBeLessThanOrEqual(7);
      expect(sampled.map(({ networks }) => networks.length)).toEqual([5, 5]);
      const names = new Set(sampled.map(({ task }) => task));
      expect(names.size).toBe(2);
      for (const individual of population) {
        if (!individual.ok) continue;
        expect(new Set(individual.tasks.map(({ task }) => task))).toEqual(names);
        expect(individual.fitness).toBe(Math.min(...individual.tasks.map(({ value }) => value)));
      }
      expect(new Set(hallOfFame.map(({ tree }) => format(tree))).size).toBe(hallOfFame.length);
      expect(rejected).toBe(rejections.shape + rejections["non-finite"]);
    }
    const hall = generations.map(({ hallOfFame }) => hallOfFame[0]!.fitness);
    expect(hall).toEqual(hall.toSorted((a, b) => a - b));
  });

  test("the same seed gives the same generations to the byte, another seed others", async () => {
    const first = JSON.stringify(await all(small));
    expect(JSON.stringify(await all(small))).toBe(first);
    expect(JSON.stringify(await all({ ...small, seed: 8 }))).not.toBe(first);
  });

  test("a run resumed from a written checkpoint gives the generations of one that was not interrupted", async () => {
    const uninterrupted = await all(small);
    for (const interruptedAt of [0, 2]) {
      const written = JSON.stringify(checkpoint(uninterrupted[interruptedAt]!));
      const resumed = await all({ ...small, resume: JSON.parse(written) });
      expect(JSON.stringify(resumed)).toBe(JSON.stringify(uninterrupted.slice(interruptedAt + 1)));
      expect(report(resumed)).toEqual(report(uninterrupted));
    }
  });
});

describe("whatever the backend", () => {
  beforeAll(() => useBackend("cpu"));

  test("a population of any size from two is kept", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: 9 }), fc.nat(), async (population, seed) => {
        for (const each of await all({ ...small, generations: 1, population, seed }))
          expect(each.population.length).toBe(population);
      }),
      { numRuns: 5 },
    );
  });

  test("evolution finds a program that ranks networks better than random ones do", async () => {
    const options = { ...small, tasks: [toyTask("DARTS", 24)], tasksPerGeneration: 1, networksPerTask: 24 };
    const generations = await all({ ...options, population: 20, generations: 4 });
    const first = generations[0]!.population.flatMap((it) => (it.ok ? [it.fitness] : []));
    const average = first.reduce((a, b) => a + b, 0) / first.length;
    expect(generations.at(-1)!.hallOfFame[0]!.fitness).toBeGreaterThan(average + 0.3);
    expect(generations.at(-1)!.hallOfFame[0]!.fitness).toBeGreaterThan(0.5);
  });

  test("every part can be replaced: operations, statistics, generator, variations, fitness, reductions", async () => {
    const { cubed: named } = extendOps({}, { cubed });
    let selections = 0;
    const generations = await all({
      ...small,
      primitives: { ops: { cubed: named!, add: ops.add, abs: ops.abs }, terminals: ["T3", "T3G_D"] },
      init: rampedHalfAndHalf({ minDepth: 1, maxDepth: 3 }),
      vary: varOr([0.4, crossover()], [0.4, mutateSubtree(grow({ minDepth: 0, maxDepth: 2 }))], [0.2, reproduce()]),
      maxDepth: 4,
      select: (population) => {
        selections++;
        return population;
      },
      fitness: (scores, accuracies) => Math.abs(kendallTau(scores, accuracies)),
      toScalar: (values) => Math.max(...Array.from(values)),
      aggregate: (values) => Math.max(...values),
    });
    expect(selections).toBe(1 + 3); // once to tell it from others in checkpoints
    for (const { population } of generations)
      for (const individual of population) {
        expect(format(individual.tree)).toMatch(/^(?:cubed|add|abs|T3|T3G_D|[(), ])+$/);
        expect(individual.tree.depth).toBeLessThanOrEqual(4);
        if (individual.ok) expect(individual.fitness).toBeGreaterThanOrEqual(0);
      }
  });

  test("with fewer tasks than the paper's four, all are used", async () => {
    const { tasksPerGeneration, ...rest } = small;
    const [first] = await all({ ...rest, generations: 0 });
    expect(first!.tasks.length).toBe(tasks.length);
    expect(tasksPerGeneration).toBe(2);
  });

  test("each phase tells its progress up to its end", async () => {
    const last = new Map<string, readonly [number, number]>();
    await all({ ...small, generations: 1, onProgress: (phase, done, total) => last.set(phase, [done, total]) });
    expect([...last]).toEqual([
      ["probe", [3, 3]],
      ["draw", [4, 4]],
      ["evaluate", [10, 10]],
    ]);
  });

  test("an abort ends the run with its reason and leaves no tensor behind", async () => {
    const before = memory().numTensors;
    const controller = new AbortController();
    const run = search({
      ...small,
      signal: controller.signal,
      onProgress: (phase) => {
        if (phase === "evaluate") controller.abort(new Error("stopped by hand"));
      },
    });
    await expect(run.next()).rejects.toThrow("stopped by hand");
    expect(memory().numTensors).toBe(before);
  });

  test("bad options are refused at once, before anything is read", () => {
    expect(() => search({ ...small, tasks: [] })).toThrow("search: tasks is empty");
    expect(() => search({ ...small, population: 1 })).toThrow(RangeError);
    expect(() => search({ ...small, networksPerTask: 11 })).toThrow('search: task "DARTS" has 10 networks');
  });

  test("a checkpoint is gone on with by its own run alone, and what differs is said one by one", async () => {
    const [first] = await all({ ...small, generations: 0 });
    const resume: Checkpoint = JSON.parse(JSON.stringify(checkpoint(first!)));
    const [darts, ...tasks] = small.tasks;
    const cut = { ...darts!, networks: darts!.networks.slice(1) };
    const other = { ...darts!, networks: darts!.networks.map(({ id, accuracy }) => ({ id, accuracy: accuracy / 2 })) };
    const differences: readonly (readonly [Partial<SearchOptions>, string])[] = [
      [{ seed: 1 }, "seed was 7, now 1"],
      [{ population: 9 }, "population was 8, now 9"],
      [{ networksPerTask: 4 }, `networksPerTask was ${small.networksPerTask}, now 4`],
      [{ maxDepth: 8 }, "maxDepth was 10, now 8"],
      [{ hallOfFame: 3 }, "hallOfFame was 10, now 3"],
      [{ probeInstances: 3 }, "probeInstances was 2, now 3"],
      [{ fitness: spearmanRho }, "fitness was kendallTau ["],
      [{ fitness: (a, b) => Math.abs(kendallTau(a, b)) }, "fitness was kendallTau ["],
      [
        { vary: varOr([0.5, crossover()], [0.5, reproduce()]) },
        "vary was 0.4 crossover, 0.4 mutateSubtree, 0.2 reproduce [",
      ],
      [{ init: rampedHalfAndHalf({ minDepth: 2, maxDepth: 4 }) }, "init was a function ["],
      [{ select: (all) => all.slice(0, 2) }, "select was "],
      [
        { primitives: { ...paperDefaults.primitives, terminals: ["T3"] } },
        'terminals were 22, now 1 (without "T4G_P" and "T3G_D" and 19 more)',
      ],
      [
        { primitives: { ...paperDefaults.primitives, ops: { abs: ops.abs, add: ops.add } } },
        "operations were 34, now 2",
      ],
      [{ tasks: [cut, ...tasks] }, `networks of task "DARTS" were 10, now 9 (without "${darts!.networks[0]!.id}")`],
      [{ tasks: [other, ...tasks] }, 'accuracies of task "DARTS" are others'],
      [{ tasks: [{ ...darts!, checksum: () => 5 }, ...tasks] }, 'statistics of task "DARTS" are others'],
      [{ aggregate: aggregates.last }, "metric was <tree>, now last of mean: <tree>"],
    ];
    for (const [different, message] of differences) {
      expect(() => search({ ...small, ...different, resume }), message).toThrow(CheckpointError);
      expect(() => search({ ...small, ...different, resume }), message).toThrow(message);
    }
    expect(() => search({ ...small, seed: 1, population: 9, resume })).toThrow(
      "search: the checkpoint is of another run: seed was 7, now 1; population was 8, now 9; " +
        "resume with what it was made with",
    );
    const { settings: _, ...silent } = resume;
    expect(() => search({ ...small, resume: silent })).toThrow("does not say what decides its run");
    expect((await all({ ...small, generations: 1, resume })).map(({ index }) => index)).toEqual([1]);
  });

  test("a function of one's own that refuses the inputs that tell functions apart can still be used", async () => {
    const fitness = (scores: readonly number[], accuracies: readonly number[]): number => {
      if (scores.length !== small.networksPerTask) throw new RangeError("not for so many");
      return kendallTau(scores, accuracies);
    };
    expect((await all({ ...small, generations: 0, fitness })).length).toBe(1);
  });

  test("a statistic that a task does not have is refused by the names of both", async () => {
    const T3 = { shape: [1, 1, 1, 1], data: Float32Array.of(1) };
    const poor = inMemory(
      "weights only",
      [1, 2, 3].map((accuracy) => ({ id: `${accuracy}`, accuracy, instances: [{ name: "conv", statistics: { T3 } }] })),
    );
    const run = search({ seed: 1, tasks: [poor], networksPerTask: 3 });
    await expect(run.next()).rejects.toThrow(/task "weights only" cannot give what programs may read \(.*T4G_P/);
  });

  test("operations that never fit are an error that counts the reasons", async () => {
    const run = search({
      ...small,
      primitives: { ops: { det: ops.det }, terminals: statisticNames },
      triesPerProgram: 5,
    });
    await expect(run.next()).rejects.toThrow(/drawValid: 40 candidates gave \d+ of 8 valid programs \(\d+ did not fit/);
  });
});

test("a search is resumed with its own toScalar and aggregate, and refused with others", async () => {
  const summed = { ...small, toScalar: toScalars.sum, aggregate: aggregates.last };
  const whole = await all(summed);
  const saved = JSON.parse(JSON.stringify(checkpoint(whole[0]!)));
  expect(saved.population[0].program).toMatch(/^last of sum: /);
  expect(report(whole).finalists[0]!.program).toMatch(/^last of sum: /);
  const resumed = await all({ ...summed, resume: saved });
  expect(resumed.map((one) => JSON.stringify(checkpoint(one)))).toEqual(
    whole.slice(1).map((one) => JSON.stringify(checkpoint(one))),
  );
  expect(() => search({ ...small, resume: saved })).toThrow("metric was last of sum: <tree>, now <tree>");
});
