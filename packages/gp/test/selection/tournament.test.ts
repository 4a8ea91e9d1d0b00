import fc from "fast-check";
import { expect, test } from "vitest";
import { leaf, seeded, tournament } from "../../src/index.ts";
import { rngOf } from "../sets.ts";

const ranked = (fitness: number) => ({ tree: leaf("T3"), fitness });
const populations = fc.array(fc.double({ noNaN: true }).map(ranked), { minLength: 1 });
const sizes = fc.record({ size: fc.integer({ min: 1, max: 6 }), keep: fc.integer({ min: 1, max: 30 }) });

test("so many of the population win, the same for the same seed", () => {
  fc.assert(
    fc.property(populations, sizes, fc.integer(), (population, options, seed) => {
      const winners = tournament(options)(population, seeded(seed));
      expect(winners.length).toBe(options.keep);
      for (const winner of winners) expect(population.includes(winner)).toBe(true);
      expect(tournament(options)(population, seeded(seed))).toEqual(winners);
    }),
    { numRuns: 1000 },
  );
});

test("the best of those who take part wins, the first of equals", () => {
  const population = [ranked(0.1), ranked(0.9), ranked(0.5), ranked(0.9)];
  const select = tournament({ size: 3, keep: 2 });
  const [first, second] = select(population, rngOf(0, 0.5, 0, 0.75, 0.25, 0));
  expect(first).toBe(population[2]);
  expect(second).toBe(population[3]);
});

test("the r-th best of n wins a tournament of k with probability ((n−r+1)/n)^k − ((n−r)/n)^k", () => {
  const population = [4, 3, 2, 1].map(ranked);
  const winners = tournament({ size: 3, keep: 20_000 })(population, seeded(1));
  for (const r of [1, 2, 3, 4]) {
    const expected = ((5 - r) / 4) ** 3 - ((4 - r) / 4) ** 3;
    const share = winners.filter((one) => one === population[r - 1]).length / 20_000;
    expect(Math.abs(share - expected)).toBeLessThan(0.015);
  }
});

test("someone without a number loses to anyone with one", () => {
  const population = [ranked(Number.NaN), ranked(-5)];
  for (const numbers of [
    [0, 0.5],
    [0.5, 0],
  ])
    expect(tournament({ size: 2, keep: 1 })(population, rngOf(...numbers))).toEqual([population[1]]);
});

test("tournaments of nobody, or none of them, are refused", () => {
  expect(() => tournament({ size: 0, keep: 1 })).toThrow(
    "tournament: size must be a whole number of at least 1, got 0",
  );
  expect(() => tournament({ size: 1, keep: 1.5 })).toThrow(
    "tournament: keep must be a whole number of at least 1, got 1.5",
  );
  expect(() => tournament({ size: 1, keep: 1 })([], Math.random)).toThrow("tournament: the population is empty");
});
