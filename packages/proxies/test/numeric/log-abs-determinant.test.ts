import fc from "fast-check";
import { expect, test } from "vitest";
import { logAbsDeterminant } from "../../src/numeric/log-abs-determinant.ts";

const matrix = (n: number) => fc.array(fc.integer({ min: -4, max: 4 }), { minLength: n * n, maxLength: n * n });

/** By Leibniz's sum, exact for small whole numbers. */
function determinant(a: readonly number[], n: number, row = 0, used = 0): number {
  if (row === n) return 1;
  let [sum, sign] = [0, 1];
  for (let j = 0; j < n; j++) {
    if (used & (1 << j)) continue;
    sum += sign * a[row * n + j]! * determinant(a, n, row + 1, used | (1 << j));
    sign = -sign;
  }
  return sum;
}

test("it is the log of the absolute value of Leibniz's sum", () => {
  const cases = fc.integer({ min: 1, max: 5 }).chain(matrix);
  fc.assert(
    fc.property(cases, (a) => {
      const exact = determinant(a, Math.sqrt(a.length));
      const value = logAbsDeterminant(a);
      if (exact === 0) expect(value).toBeLessThan(-20);
      else expect(value).toBeCloseTo(Math.log(Math.abs(exact)), 9);
    }),
    { numRuns: 1000 },
  );
});

test("a matrix with two equal rows is singular", () => {
  expect(logAbsDeterminant([1, 2, 1, 2])).toBe(Number.NEGATIVE_INFINITY);
  expect(logAbsDeterminant([0])).toBe(Number.NEGATIVE_INFINITY);
});
