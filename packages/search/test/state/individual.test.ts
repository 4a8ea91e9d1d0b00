import { leaf } from "@eznas/gp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bestFirst, type Individual, isRanked } from "../../src/state/individual.ts";

const individuals: fc.Arbitrary<Individual> = fc.oneof(
  fc
    .double({ min: -1, max: 1, noNaN: true })
    .map((fitness) => ({ ok: true as const, tree: leaf("T3"), fitness, tasks: [] })),
  fc.constant({
    ok: false as const,
    tree: leaf("T3"),
    failure: { reason: "no-correlation" as const, task: "toy" },
  }),
);

test("the best come first, those without a fitness last, and nobody is lost", () => {
  fc.assert(
    fc.property(fc.array(individuals, { maxLength: 20 }), (population) => {
      const sorted = bestFirst(population);
      expect(new Set(sorted)).toEqual(new Set(population));
      expect(sorted.length).toBe(population.length);
      for (const [i, later] of sorted.entries()) {
        const earlier = sorted[i - 1];
        if (!earlier || !later.ok) continue;
        expect(earlier.ok && earlier.fitness >= later.fitness).toBe(true);
      }
    }),
  );
});

test("equals keep their order", () => {
  const same = ["a", "b", "c"].map((name) => ({ ok: true as const, tree: leaf(name), fitness: 0.5, tasks: [] }));
  expect(bestFirst(same)).toEqual(same);
  expect(same.every(isRanked)).toBe(true);
});
