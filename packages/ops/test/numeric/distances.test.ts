import fc from "fast-check";
import { expect, test } from "vitest";
import { cosineOfRows, divergence, signMismatches } from "../../src/numeric/distances.ts";

const pairs = fc
  .array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 12 })
  .map((both) => [Float32Array.from(both, ([a]) => a), Float32Array.from(both, ([, b]) => b)] as const);

test("mismatches are symmetric, none with itself, and all with the opposite of what has no zero", () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      expect(signMismatches(a, b)).toBe(signMismatches(b, a));
      expect(signMismatches(a, a)).toBe(0);
      const nonzero = a.map((x) => x || 1);
      expect(
        signMismatches(
          nonzero,
          nonzero.map((x) => -x),
        ),
      ).toBe(a.length);
    }),
    { numRuns: 1000 },
  );
  expect(signMismatches(Float32Array.of(1), Float32Array.of(1, 0, NaN))).toBe(2);
});

test("the divergence of a distribution from its own logarithm is 0, and from another's it is positive", () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const distribution = (xs: Float32Array) => {
        const powers = Array.from(xs, (x) => Math.exp(x / 4));
        const total = powers.reduce((all, x) => all + x);
        return Float32Array.from(powers, (x) => x / total);
      };
      const [p, q] = [distribution(a), distribution(b)];
      expect(divergence(p.map(Math.log), p)).toBeCloseTo(0, 5);
      expect(divergence(q.map(Math.log), p)).toBeGreaterThanOrEqual(-1e-5);
    }),
    { numRuns: 1000 },
  );
});

test("what is not above 0 adds nothing to the divergence, whatever the input", () => {
  expect(divergence(Float32Array.of(NaN, Infinity, 2), Float32Array.of(0, -1, 1))).toBe(-2);
});

test("the cosine does not depend on length, is 1 with itself and lies between −1 and 1", () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const value = cosineOfRows(a, 1, b, 1);
      expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-12);
      expect(
        cosineOfRows(
          a.map((x) => 3 * x),
          1,
          b,
          1,
        ),
      ).toBeCloseTo(value, 12);
      expect(cosineOfRows(a, 1, a, 1)).toBeCloseTo(a.some(Boolean) ? 1 : 0, 12);
    }),
    { numRuns: 1000 },
  );
});

test("rows meet their own, or a single row meets all", () => {
  const rows = Float32Array.of(1, 0, 0, 1, -1, 0);
  expect(cosineOfRows(rows, 3, rows, 3)).toBe(3);
  expect(cosineOfRows(Float32Array.of(2, 0), 1, rows, 3)).toBe(0);
});
