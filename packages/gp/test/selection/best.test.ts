import fc from "fast-check";
import { expect, test } from "vitest";
import { best, leaf } from "../../src/index.ts";

const populations = fc.array(fc.double({ noNaN: true }).map((fitness) => ({ tree: leaf("T3"), fitness })));

test("the best are kept, best first, and nobody better is left", () => {
  fc.assert(
    fc.property(populations, fc.integer({ min: 1, max: 10 }), (population, keep) => {
      const kept = best({ keep })(population, Math.random);
      expect(kept.length).toBe(Math.min(keep, population.length));
      for (const [i, one] of kept.entries()) {
        expect(population).toContain(one);
        if (i > 0) expect(one.fitness).toBeLessThanOrEqual(kept[i - 1]!.fitness);
      }
      const worst = kept.at(-1)?.fitness;
      for (const one of population) if (!kept.includes(one)) expect(one.fitness).toBeLessThanOrEqual(worst!);
    }),
    { numRuns: 1000 },
  );
});

test("equals stay in their order", () => {
  const population = ["a", "b", "c"].map((name) => ({ tree: leaf(name), fitness: 1 }));
  expect(best({ keep: 3 })(population, Math.random)).toEqual(population);
});

test("keeping none or half of one is refused", () => {
  for (const keep of [0, 0.5])
    expect(() => best({ keep })).toThrow(`best: keep must be a whole number of at least 1, got ${keep}`);
});
