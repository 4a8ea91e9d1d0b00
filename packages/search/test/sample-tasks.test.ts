import { seeded } from "@eznas/gp";
import { inMemory } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleTasks } from "../src/index.ts";

const tasks = ["DARTS", "ENAS", "PNAS", "NASNet", "Amoeba"].map((name) =>
  inMemory(
    name,
    Array.from({ length: 30 }, (_, i) => ({ id: `${name} ${i}`, accuracy: i, instances: [] })),
  ),
);

test("as many tasks and networks as asked are drawn, none twice, each from its own task", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 30 }),
      (seed, tasksPerGeneration, networksPerTask) => {
        const drawn = sampleTasks(tasks, { tasksPerGeneration, networksPerTask }, seeded(seed));
        expect(new Set(drawn.map(({ dataset }) => dataset)).size).toBe(tasksPerGeneration);
        for (const { dataset, networks } of drawn) {
          expect(new Set(networks).size).toBe(networksPerTask);
          expect(dataset.networks).toEqual(expect.arrayContaining([...networks]));
        }
      },
    ),
  );
});

test("the same seed draws the same, and in the long run every task is drawn", () => {
  const sizes = { tasksPerGeneration: 2, networksPerTask: 3 };
  expect(sampleTasks(tasks, sizes, seeded(4))).toEqual(sampleTasks(tasks, sizes, seeded(4)));
  const met = new Set(
    Array.from({ length: 40 }, (_, i) =>
      sampleTasks(tasks, sizes, seeded(i)).map(({ dataset }) => dataset.name),
    ).flat(),
  );
  expect(met.size).toBe(tasks.length);
});
