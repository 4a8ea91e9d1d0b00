import fc from "fast-check";
import { expect, test } from "vitest";
import { standardize, sum, sumOfMagnitudes, sumOfSquares } from "../../src/numeric/sums.ts";

const values = fc.float32Array({ minLength: 2, maxLength: 30, noNaN: true, min: -1000, max: 1000 });

test("the three sums are those of the elements", () => {
  fc.assert(
    fc.property(values, (xs) => {
      expect(sum(xs)).toBeCloseTo(
        Array.from(xs).reduce((a, b) => a + b),
        6,
      );
      expect(sumOfMagnitudes(xs)).toBe(sum(xs.map(Math.abs)));
      expect(Math.sqrt(sumOfSquares(xs))).toBeCloseTo(Math.hypot(...xs), 6);
    }),
    { numRuns: 1000 },
  );
});

test("a sum over many equal values does not stall, and one beyond float32 is a number", () => {
  expect(sum(new Float32Array(20_000_000).fill(1))).toBe(20_000_000);
  expect(Math.sqrt(sumOfSquares(Float32Array.of(3e30, 4e30)))).toBeCloseTo(5e30, -25);
});

test("standardized values have mean 0 and deviation 1, unless all are equal", () => {
  fc.assert(
    fc.property(values, (xs) => {
      const result = standardize(xs);
      if (xs.every((x) => x === xs[0])) expect(result.every((z) => z === 0)).toBe(true);
      else {
        expect(sum(result)).toBeCloseTo(0, 4);
        expect(sumOfSquares(result) / (xs.length - 1)).toBeCloseTo(1, 4);
      }
    }),
    { numRuns: 1000 },
  );
});

test("equal values that float32 cannot hold exactly are 0 too, as is a single one", () => {
  expect(standardize(new Float32Array(7).fill(0.1))).toEqual(new Float32Array(7));
  expect(standardize(Float32Array.of(5))).toEqual(Float32Array.of(0));
  expect(standardize(Float32Array.of(1, NaN, 3))).toEqual(new Float32Array(3));
});
