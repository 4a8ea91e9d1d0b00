import { describe, expect, test } from "vitest";
import { checkStatisticNames } from "../../src/dataset/dataset.ts";
import { type InstanceStatistics, inMemory } from "../../src/index.ts";

const value = { shape: [1], data: Float32Array.of(1) };
const instances: readonly InstanceStatistics[] = [
  { name: "a", statistics: { T3: value, T1_D: value } },
  { name: "b", statistics: { T3: value } },
];

describe("inMemory", () => {
  const task = inMemory("task", [
    { id: "x", accuracy: 1, instances },
    { id: "y", accuracy: 2, instances: [] },
  ]);

  test("lists the networks in their order and gives what was put in", async () => {
    expect(task.networks).toEqual([
      { id: "x", accuracy: 1 },
      { id: "y", accuracy: 2 },
    ]);
    expect(await task.read("x")).toBe(instances);
    expect(await task.read("y")).toEqual([]);
  });

  test("gives only the statistics asked for", async () => {
    expect(await task.read("x", ["T3"])).toEqual(instances.map(({ name }) => ({ name, statistics: { T3: value } })));
  });

  test("refuses a network and a statistic that it does not have", async () => {
    await expect(task.read("z")).rejects.toThrow('dataset "task" has no network "z"');
    await expect(task.read("x", ["T1_D"])).rejects.toThrow('instance "b" has no T1_D; it has T3');
    await expect(task.read("x", ["T9"])).rejects.toThrow(/has no T9; it has T3/);
  });

  test("refuses an accuracy that is no number and the same network twice", () => {
    expect(() => inMemory("t", [{ id: "x", accuracy: Number.NaN, instances }])).toThrow('network "x" has accuracy NaN');
    const one = { id: "x", accuracy: 1, instances };
    expect(() => inMemory("t", [one, one])).toThrow('network "x" comes twice');
  });
});

test("checkStatisticNames names the stranger", () => {
  expect(() => checkStatisticNames("f", ["T3", "T4"])).toThrow(/^f: "T4" is no statistic/);
  expect(() => checkStatisticNames("f", ["T3"])).not.toThrow();
});
