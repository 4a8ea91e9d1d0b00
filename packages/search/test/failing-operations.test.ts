import { kendallTau } from "@eznas/fitness";
import { useBackend } from "@eznas/kernels";
import { program } from "@eznas/program";
import { inMemory, statisticNames } from "@eznas/stats";
import { beforeAll, expect, test } from "vitest";
import {
  checkpoint,
  evaluatePopulation,
  formatReport,
  type Generation,
  report,
  restore,
  search,
} from "../src/index.ts";
import setup from "./failing-operations-setup.ts";
import { toyTask } from "./toy-tasks.ts";

beforeAll(() => useBackend("wasm"));

const primitives = { ops: setup.ops, terminals: statisticNames };

test("a search goes on past operations that fail, and reports how many programs failed by which", async () => {
  const generations: Generation[] = [];
  const run = search({
    seed: 7,
    tasks: [toyTask("DARTS", 10)],
    primitives,
    population: 20,
    generations: 2,
    networksPerTask: 5,
    probeNetworks: 1,
    probeInstances: 1,
  });
  for await (const generation of run) generations.push(generation);
  expect(generations.length).toBe(3);
  const faults = generations.flatMap(({ rejections }) => rejections.operations ?? []);
  expect(new Set(faults.map(({ operation }) => operation))).toEqual(new Set(["throwing", "moody", "flattening"]));
  expect(faults.find(({ operation }) => operation === "throwing")?.detail).toBe('threw "not today"');
  for (const { rejected, rejections } of generations) {
    const byOperation = (rejections.operations ?? []).reduce((sum, { count }) => sum + count, 0);
    expect(rejected).toBe(rejections.shape + rejections["non-finite"] + byOperation);
  }
  const text = formatReport(report(generations));
  expect(text).toContain("## Operations that failed");
  expect(text).toMatch(/\| throwing +\| \d+ +\| threw "not today"/);
  const last = generations.at(-1)!;
  expect(restore(JSON.parse(JSON.stringify(checkpoint(last))), primitives)).toEqual(last);
});

test("an operation that fails on a network is the failure of its program alone", async () => {
  const network = (id: string, accuracy: number, weight: number) => {
    const T3 = { shape: [1, 1, 1, 1], data: Float32Array.of(weight) };
    return { id, accuracy, instances: [{ name: "conv", statistics: { T3 } }] };
  };
  const dataset = inMemory("task", [network("a", 70, -1), network("b", 80, 0.1), network("c", 90, 0.3)]);
  const population = ["moody(T3)", "relu(T3)"].map((text) => program(text, { ops: setup.ops }));
  const individuals = await evaluatePopulation(population, [{ dataset, networks: dataset.networks }], {
    fitness: kendallTau,
  });
  const at = { task: "task", network: "c", instance: "conv" };
  expect(individuals[0]).toMatchObject({
    failure: { reason: "operation", ...at, operation: "moody", detail: 'threw "too much"' },
  });
  expect(individuals[1]).toMatchObject({ ok: true, fitness: 1 });
});

test("a toScalar or an aggregate that fails on a network is the failure of its program there, and ends no search", async () => {
  const moody = (values: ArrayLike<number>): number => {
    if (values[0]! > 0.2) throw new Error("too much");
    return values[0]!;
  };
  const network = (id: string, accuracy: number, weight: number) => {
    const T3 = { shape: [1, 1, 1, 1], data: Float32Array.of(weight) };
    return { id, accuracy, instances: [{ name: "conv", statistics: { T3 } }] };
  };
  const dataset = inMemory("task", [network("a", 70, -1), network("b", 80, 0.1), network("c", 90, 0.3)]);
  for (const [role, options] of Object.entries({ toScalar: { toScalar: moody }, aggregate: { aggregate: moody } })) {
    const [individual] = await evaluatePopulation([program("T3", options)], [{ dataset, networks: dataset.networks }], {
      fitness: kendallTau,
    });
    const at = { task: "task", network: "c", instance: "conv" };
    expect(individual).toMatchObject({
      failure: { reason: "operation", ...at, operation: role, detail: 'threw "too much"' },
    });
    const run = search({
      ...options,
      seed: 7,
      tasks: [toyTask("DARTS", 10)],
      population: 10,
      generations: 1,
      networksPerTask: 5,
      probeNetworks: 1,
      probeInstances: 1,
    });
    const rejected = [];
    for await (const { rejections } of run) rejected.push(...(rejections.operations ?? []));
    expect(rejected[0]).toMatchObject({ operation: role, detail: 'threw "too much"' });
  }
});
