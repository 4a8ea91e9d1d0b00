import fc from "fast-check";
import { expect, test } from "vitest";
import { l2, mean, sum } from "../../src/index.ts";

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });

test("the mean lies between the smallest and the largest value", () => {
  fc.assert(
    fc.property(values, (xs) => {
      const slack = 1e-9 * Math.max(...xs.map(Math.abs));
      expect(mean(xs)).toBeGreaterThanOrEqual(Math.min(...xs) - slack);
      expect(mean(xs)).toBeLessThanOrEqual(Math.max(...xs) + slack);
    }),
  );
});

test("the sum is the mean times the number of values", () => {
  fc.assert(
    fc.property(values, (xs) => {
      expect(sum(xs)).toBeCloseTo(mean(xs) * xs.length, 3);
    }),
  );
});

test("the norm scales with the values and does not see their signs", () => {
  fc.assert(
    fc.property(values, (xs) => {
      expect(l2(xs.map((x) => -2 * x))).toBeCloseTo(2 * l2(xs), 3);
    }),
  );
});

test("many values that together exceed float32 have a finite mean", () => {
  expect(mean(Float32Array.of(3e38, 3e38, 3e38))).toBeCloseTo(Math.fround(3e38), -30);
});

test("NaN and infinity pass through, and no value has no mean", () => {
  expect(mean([1, Number.NaN])).toBeNaN();
  expect(sum([1, Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY);
  expect(l2([Number.NEGATIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  expect(mean([])).toBeNaN();
});
