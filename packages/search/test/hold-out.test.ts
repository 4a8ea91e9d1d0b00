import { seeded } from "@eznas/gp";
import { inMemory } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { holdOut } from "../src/index.ts";

const dataset = inMemory(
  "DARTS",
  Array.from({ length: 20 }, (_, i) => ({
    id: `net ${i}`,
    accuracy: i,
    instances: [{ name: `${i}`, statistics: {} }],
  })),
);

test("the parts share no network, have all of them, and read what the dataset reads", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 19 }), fc.integer(), async (count, seed) => {
      const { task, heldOut } = holdOut(dataset, count, seeded(seed));
      expect(task.networks.length).toBe(count);
      expect(new Set([...task.networks, ...heldOut.networks])).toEqual(new Set(dataset.networks));
      expect(task.networks.length + heldOut.networks.length).toBe(20);
      const { id } = heldOut.networks[0]!;
      expect(await heldOut.read(id)).toEqual(await dataset.read(id));
    }),
  );
});

test("the parts keep what else the dataset has, so that workers can open one that is on disk", () => {
  const stored = { ...dataset, path: "tasks/darts", settings: { statistics: ["T3"] } };
  const { task, heldOut } = holdOut(stored, 5, seeded(1));
  for (const part of [task, heldOut]) expect(part).toMatchObject({ path: "tasks/darts", settings: stored.settings });
});

test.each([0, 20, 1.5, Number.NaN])("%d networks of twenty leave no two parts", (count) => {
  expect(() => holdOut(dataset, count, seeded(1))).toThrow("holdOut: count must be a whole number from 1 to 19");
});
