import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bootstrapInterval,
  correlationDifferenceInterval,
  correlationInterval,
  percentileInterval,
  resample,
} from "../src/bootstrap.ts";
import { kendallTau } from "../src/kendall-tau.ts";
import { spearmanRho } from "../src/spearman-rho.ts";

/** Numerical Recipes' linear congruential generator. */
const seeded = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

const pairs = fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 1, maxLength: 30 });

test("the bounds are in order, within what the statistic can be, and follow the random numbers", () => {
  fc.assert(
    fc.property(pairs, fc.nat(), (list, seed) => {
      const [scores, accuracies] = [list.map(([x]) => x), list.map(([, y]) => y)];
      for (const correlation of [kendallTau, spearmanRho]) {
        const drawn = () => correlationInterval(correlation, scores, accuracies, { rng: seeded(seed), resamples: 30 });
        const interval = drawn();
        expect(drawn()).toEqual(interval);
        expect(Number.isNaN(interval.low)).toBe(Number.isNaN(interval.high));
        if (Number.isNaN(interval.low)) continue;
        expect(interval.low).toBeGreaterThanOrEqual(-1);
        expect(interval.low).toBeLessThanOrEqual(interval.high);
        expect(interval.high).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("a wider level has the narrower in it", () => {
  fc.assert(
    fc.property(pairs, fc.nat(), (list, seed) => {
      const mean = (places: readonly number[]) => places.reduce((sum, i) => sum + list[i]![0], 0) / places.length;
      const of = (level: number) => bootstrapInterval(list.length, mean, { rng: seeded(seed), level, resamples: 40 });
      expect(of(0.99).low).toBeLessThanOrEqual(of(0.5).low);
      expect(of(0.99).high).toBeGreaterThanOrEqual(of(0.5).high);
    }),
  );
});

test("19 of 20 intervals of a mean have the true one in them, about", () => {
  const rng = seeded(1);
  const covered = Array.from({ length: 400 }, (_, seed) => {
    const values = Array.from({ length: 60 }, rng);
    const mean = (places: readonly number[]) => places.reduce((sum, i) => sum + values[i]!, 0) / places.length;
    const { low, high } = bootstrapInterval(60, mean, { rng: seeded(seed), resamples: 200 });
    return low <= 0.5 && 0.5 <= high;
  });
  const share = covered.filter(Boolean).length / covered.length;
  expect(share).toBeGreaterThan(0.9);
  expect(share).toBeLessThan(0.98);
});

test("quantiles are those of the resamples: of two values, each as likely, the ends", () => {
  const interval = bootstrapInterval(1, () => 7, { rng: seeded(1), resamples: 3 });
  expect(interval).toEqual({ low: 7, high: 7 });
  let call = 0;
  const counted = bootstrapInterval(1, () => call++, { rng: seeded(1), resamples: 101, level: 0.9 });
  expect(counted.low).toBeCloseTo(5, 9);
  expect(counted.high).toBeCloseTo(95, 9);
});

test("a difference of two metrics is taken of the same networks in each resample", () => {
  fc.assert(
    fc.property(pairs, fc.array(fc.integer(), { minLength: 30, maxLength: 30 }), fc.nat(), (list, stream, seed) => {
      const [scores, accuracies] = [list.map(([x]) => x), list.map(([, y]) => y)];
      const others = stream.slice(0, scores.length);
      const options = () => ({ rng: seeded(seed), resamples: 30 });
      const of = (a: readonly number[], b: readonly number[]) =>
        correlationDifferenceInterval(kendallTau, a, b, accuracies, options());
      const itself = of(scores, scores);
      if (!Number.isNaN(itself.low)) expect(itself).toEqual({ low: 0, high: 0 });
      const [there, back] = [of(scores, others), of(others, scores)];
      if (Number.isNaN(there.low)) return;
      expect(back.low).toBeCloseTo(-there.high, 12);
      expect(back.high).toBeCloseTo(-there.low, 12);
      expect(there.low).toBeGreaterThanOrEqual(-2);
      expect(there.high).toBeLessThanOrEqual(2);
    }),
  );
});

test("a paired difference is narrower than the intervals of two metrics that err alike", () => {
  const rng = seeded(3);
  const accuracies = Array.from({ length: 80 }, rng);
  const common = accuracies.map((accuracy) => accuracy + rng());
  const near = common.map((score) => score + 0.02 * rng());
  const options = { rng: seeded(1), resamples: 200 };
  const width = ({ low, high }: { low: number; high: number }): number => high - low;
  const difference = width(correlationDifferenceInterval(kendallTau, common, near, accuracies, options));
  expect(difference).toBeLessThan(0.5 * width(correlationInterval(kendallTau, common, accuracies, options)));
});

test("lists of different lengths are refused", () => {
  expect(() => correlationDifferenceInterval(kendallTau, [1, 2], [1], [1, 2], { rng: seeded(1) })).toThrow(
    "expected as many scores of both metrics as accuracies, got 2, 1 and 2",
  );
});

test("a resample has places of the items alone, and a NaN is outside of every interval", () => {
  const places = resample(5, seeded(1));
  expect(places.length).toBe(5);
  expect(places.every((place) => Number.isInteger(place) && place >= 0 && place < 5)).toBe(true);
  expect(percentileInterval([Number.NaN, 1, 3], 0.5)).toEqual({ low: 1.5, high: 2.5 });
  expect(percentileInterval([]).low).toBeNaN();
});

test("what has no correlation has no interval", () => {
  expect(correlationInterval(kendallTau, [], [], { rng: seeded(1) })).toEqual({ low: Number.NaN, high: Number.NaN });
  expect(correlationInterval(kendallTau, [1, 1], [1, 2], { rng: seeded(1) }).low).toBeNaN();
});

test.each([
  [0, { rng: seeded(1) }, "n must be a whole number from 1 up, got 0"],
  [2, { rng: seeded(1), resamples: 0 }, "resamples must be a whole number from 1 up, got 0"],
  [2, { rng: seeded(1), level: 1 }, "level must be between 0 and 1, got 1"],
])("%d items are refused", (n, options, message) => {
  expect(() => bootstrapInterval(n, () => 0, options)).toThrow(new RangeError(`bootstrapInterval: ${message}`));
});
