import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { program } from "@eznas/program";
import { checkpoint, finalists, type Generation, testFinalists } from "@eznas/search";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type EvolveOptions, evolve, sharedStatistics } from "../src/evolve.ts";
import { toyTask } from "./toy-task.ts";

const options = {
  seed: 7,
  tasks: [toyTask("a", 12), toyTask("b", 12)],
  heldOut: [toyTask("unseen", 8, 2)],
  primitives: { ops, terminals: ["T3", "T4_D"] },
  networksPerTask: 8,
  population: 12,
  generations: 2,
} satisfies EvolveOptions;

beforeAll(() => useBackend("cpu"));

test("finalists are tested on held-out networks beside the metrics that read the same statistics", async () => {
  const before = memory().numTensors;
  const seen: number[] = [];
  const { last, best, report } = await evolve({ ...options, onGeneration: ({ index }) => void seen.push(index) });
  expect(seen).toEqual([0, 1, 2]);
  const names = finalists(last).map((_, i) => `finalist ${i + 1}`);
  expect(report.tests.map(({ name, dataset }) => [name, dataset])).toEqual(names.map((name) => [name, "unseen"]));
  expect(names).toContain(best.name);
  expect(report.tests.find(({ name }) => name === best.name)?.program).toBe(format(best.program.tree));
  expect(memory().numTensors).toBe(before);
});

test("the best finalist is the one with the greatest least τ over all networks of the tasks", async () => {
  const { last, best } = await evolve(options);
  const tests = await testFinalists({ finalists: finalists(last), datasets: options.tasks, ops });
  const worst = (name: string) => Math.min(...tests.filter((t) => t.name === name).map(({ kendall }) => kendall));
  for (const [i] of finalists(last).entries())
    expect(worst(best.name)).toBeGreaterThanOrEqual(worst(`finalist ${i + 1}`));
});

test("a test on networks that are evolved against is refused, and names one", async () => {
  const [a] = options.tasks as [(typeof options.tasks)[number], ...unknown[]];
  const heldOut = [{ ...a, name: "mixed", networks: [...a.networks.slice(3, 5), { id: "new", accuracy: 1 }] }];
  await expect(evolve({ ...options, heldOut })).rejects.toThrow(
    'evolve: 2 of the 3 networks of "mixed" to test on are in a task, such as "a 3" in "a"',
  );
});

test("baselines are the caller's, if given", async () => {
  const { report } = await evolve({ ...options, generations: 0, baselines: { norm: program("mean(abs(T3))") } });
  expect(report.tests.find(({ name }) => name === "norm")).toMatchObject({ kendall: 1, spearman: 1, n: 8, failed: 0 });
});

test("the same seed evolves the same, and a resumed run the same as an unbroken one", async () => {
  const generations: Generation[] = [];
  const whole = await evolve({ ...options, onGeneration: (one) => void generations.push(one) });
  expect(JSON.stringify((await evolve(options)).report)).toBe(JSON.stringify(whole.report));
  const resumed = await evolve({ ...options, resume: checkpoint(generations[1]!) });
  expect(resumed.report.generations).toEqual(whole.report.generations);
  expect(resumed.report.tests).toEqual(whole.report.tests);
  const finished = await evolve({ ...options, resume: checkpoint(generations[2]!) });
  expect(finished.report).toEqual(whole.report);
});

test("a signal ends it; the generations until then were given away", async () => {
  const ending = new AbortController();
  const seen: number[] = [];
  const run = evolve({
    ...options,
    generations: 50,
    signal: ending.signal,
    onGeneration({ index }) {
      seen.push(index);
      if (index === 1) ending.abort("enough");
    },
  });
  await expect(run).rejects.toBe("enough");
  expect(seen).toEqual([0, 1]);
});

describe("sharedStatistics", () => {
  const having = (...statistics: ("T3" | "T1_D" | "T4_D")[]) => ({ settings: { statistics } });

  test("are those that all have", () => {
    expect(sharedStatistics([having("T3", "T1_D", "T4_D"), having("T4_D", "T3")])).toEqual(["T3", "T4_D"]);
  });

  test("must be some", () => {
    expect(() => sharedStatistics([having("T3"), having("T4_D")])).toThrow(RangeError);
  });
});
