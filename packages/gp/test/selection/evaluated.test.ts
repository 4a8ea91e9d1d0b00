import fc from "fast-check";
import { expect, test } from "vitest";
import { leaf } from "../../src/index.ts";
import { bestFirst, isBetter } from "../../src/selection/evaluated.ts";

const fitness = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(Number.NaN, -Infinity, Infinity));
const populations = fc.array(fitness.map((value) => ({ tree: leaf("T3"), fitness: value })));

test("nobody is better than someone before, and NaN comes after every number", () => {
  fc.assert(
    fc.property(populations, (population) => {
      const sorted = bestFirst(population);
      expect(new Set(sorted)).toEqual(new Set(population));
      for (let i = 1; i < sorted.length; i++) expect(isBetter(sorted[i]!, sorted[i - 1]!)).toBe(false);
      const values = sorted.map((one) => one.fitness);
      const firstNaN = values.findIndex(Number.isNaN);
      if (firstNaN >= 0) expect(values.slice(firstNaN).every(Number.isNaN)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
