import fc from "fast-check";
import { expect, test } from "vitest";
import { symmetricEigenvalues } from "../../src/numeric/symmetric-eigenvalues.ts";

const square = fc
  .integer({ min: 1, max: 9 })
  .chain((n) =>
    fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -100, max: 100, noNaN: true })), {
      minLength: n * n,
      maxLength: n * n,
    }),
  )
  .map((values) => {
    const n = Math.sqrt(values.length);
    return values.map((_, at) => values[Math.min(at, (at % n) * n + Math.floor(at / n))]!);
  });

const size = (matrix: readonly number[]): number => Math.sqrt(matrix.reduce((sum, x) => sum + x * x, 0));

test("the eigenvalues have the matrix's trace, and their squares that of its square", () => {
  fc.assert(
    fc.property(square, (matrix) => {
      const n = Math.sqrt(matrix.length);
      const values = symmetricEigenvalues(matrix);
      const trace = matrix.reduce((sum, x, at) => (at % (n + 1) === 0 ? sum + x : sum), 0);
      const tolerance = 1e-12 * (1 + size(matrix)) * n;
      expect(Math.abs(values.reduce((sum, x) => sum + x, 0) - trace)).toBeLessThan(tolerance);
      expect(Math.abs(Math.hypot(...values) - size(matrix))).toBeLessThan(tolerance);
    }),
    { numRuns: 1000 },
  );
});

test("A − λI is singular for every eigenvalue λ, and nowhere between", () => {
  fc.assert(
    fc.property(square, (matrix) => {
      const values = symmetricEigenvalues(matrix);
      // By Sylvester's law of inertia: as many negative pivots as eigenvalues below.
      const below = (shift: number) => negativePivots(matrix, shift);
      const gap = 1e-6 * (1 + size(matrix));
      for (const [i, value] of values.entries()) {
        expect(below(value + gap)).toBeGreaterThanOrEqual(i + 1);
        expect(below(value - gap)).toBeLessThanOrEqual(i);
      }
    }),
    { numRuns: 1000 },
  );
});

function negativePivots(matrix: readonly number[], shift: number): number {
  const n = Math.sqrt(matrix.length);
  const a = matrix.map((x, at) => (at % (n + 1) === 0 ? x - shift : x));
  let count = 0;
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k]! || 1e-300;
    if (pivot < 0) count++;
    for (let i = k + 1; i < n; i++)
      for (let j = k + 1; j < n; j++) a[i * n + j]! -= (a[i * n + k]! / pivot) * a[k * n + j]!;
  }
  return count;
}

test("known spectra", () => {
  expect([...symmetricEigenvalues([2, 1, 1, 2])]).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
  expect([...symmetricEigenvalues([5])]).toEqual([5]);
  expect([...symmetricEigenvalues([3, 0, 0, 0, -1, 0, 0, 0, 0])]).toEqual([-1, 0, 3]);
  const path = symmetricEigenvalues(
    Array.from({ length: 10_000 }, (_, at) => (Math.abs((at % 100) - Math.floor(at / 100)) === 1 ? 1 : 0)),
  );
  for (const [k, value] of path.entries()) expect(value).toBeCloseTo(-2 * Math.cos(((k + 1) * Math.PI) / 101), 12);
});
