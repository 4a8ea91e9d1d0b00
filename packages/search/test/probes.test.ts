import { seeded } from "@eznas/gp";
import { inMemory, statisticNames } from "@eznas/stats";
import { expect, test } from "vitest";
import { readProbes } from "../src/index.ts";
import { toyTask } from "./toy-tasks.ts";

const statistics = statisticNames;
const tasks = [toyTask("DARTS", 8), toyTask("ENAS", 2)];

test("a few networks of every task are read, and a few of their instances kept", async () => {
  const read: string[] = [];
  const watched = tasks.map((task) => ({
    ...task,
    read: (id: string) => {
      read.push(id);
      return task.read(id);
    },
  }));
  const options = { statistics, probeNetworks: 3, probeInstances: 2 };
  const { instances } = await readProbes(watched, seeded(1), options);
  expect(read.filter((id) => id.startsWith("DARTS")).length).toBe(3);
  expect(read.filter((id) => id.startsWith("ENAS")).length).toBe(2);
  expect(instances.length).toBe(10);
});

test("all the shapes of the networks that were read are known, each combination once", async () => {
  const all = { statistics, probeNetworks: 8, probeInstances: 1 };
  const { shapes } = await readProbes(tasks, seeded(1), all);
  const texts = shapes.map((ofInstance) => JSON.stringify(ofInstance));
  expect(new Set(texts).size).toBe(texts.length);
  for (const task of tasks)
    for (const { id } of task.networks)
      for (const instance of await task.read(id))
        expect(texts).toContain(
          JSON.stringify(Object.fromEntries(statistics.map((name) => [name, instance.statistics[name]!.shape]))),
        );
});

test("the instance with the most zeros is kept of every network", async () => {
  const conv = (name: string, ...weights: number[]) => ({
    name,
    statistics: { T3: { shape: [weights.length], data: Float32Array.from(weights) } },
  });
  const instances = [conv("a", 1, 0, 2), conv("dead", 0, 0), conv("c", 3, 4, 5)];
  const task = inMemory("toy", [{ id: "net", accuracy: 1, instances }]);
  for (const seed of [1, 2, 3]) {
    const probes = await readProbes([task], seeded(seed), { statistics: ["T3"], probeInstances: 1 });
    expect(probes.instances.map(({ name }) => name)).toEqual(["dead"]);
  }
});

test("the same stream gives the same probes, and progress is told by network", async () => {
  const told: unknown[] = [];
  const options = { statistics, onProgress: (...step: unknown[]) => told.push(step) };
  const first = await readProbes(tasks, seeded(5), options);
  expect(await readProbes(tasks, seeded(5), { statistics })).toEqual(first);
  expect(told.at(-1)).toEqual(["probe", 5, 5]);
  expect(first.stressed.length).toBeGreaterThan(first.instances.length);
});

test("a network without instances and a task without a statistic are refused by name", async () => {
  const bare = inMemory("bare", [{ id: "none everywhere", accuracy: 10, instances: [] }]);
  await expect(readProbes([bare], seeded(1), { statistics })).rejects.toThrow(
    'search: network "none everywhere" of task "bare" has no instances',
  );
  const T3 = { shape: [1], data: Float32Array.of(1) };
  const poor = inMemory("poor", [{ id: "net", accuracy: 10, instances: [{ name: "conv", statistics: { T3 } }] }]);
  await expect(readProbes([poor], seeded(1), { statistics: ["T3", "T1_D"] })).rejects.toThrow(/search: .*"poor".*T1_D/);
});
