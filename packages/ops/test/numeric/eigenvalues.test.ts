import fc from "fast-check";
import { Matrix, SVD } from "ml-matrix";
import { expect, test } from "vitest";
import { type Eigenvalues, eigenvalues } from "../../src/numeric/eigenvalues.ts";
import { symmetricEigenvalues } from "../../src/numeric/symmetric-eigenvalues.ts";
import { norm, rowsOf, type Square, squares, symmetrized } from "./matrices.ts";

/** How far the matrix less each eigenvalue is from a singular one, relative to the matrix. */
function residuals({ real, imaginary }: Eigenvalues, rows: number[][], size: number): number[] {
  return Array.from(real, (re, k) => {
    // A − λ in its real form [[A − re, im], [−im, A − re]].
    const n = rows.length;
    const form = Matrix.zeros(2 * n, 2 * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const shifted = rows[i]![j]! - (i === j ? re : 0);
        form.set(i, j, shifted);
        form.set(n + i, n + j, shifted);
        form.set(i, n + j, i === j ? imaginary[k]! : 0);
        form.set(n + i, j, i === j ? -imaginary[k]! : 0);
      }
    return Math.min(...new SVD(form).diagonal) / size;
  });
}

/** QR steps lead these in circles, the first step with an exceptional shift too. */
const circles = [
  [2, 0, -1, 0, 2, 2, 2, -1, 1],
  [1, 0, -1, -1, 1, 0, -1, 0, 0, -1, 1, 0, -1, 1, -1, 0],
  [-1, 1, -1, 1, 1, 0, 0, -1, 0, 1, 0, -1, -1, 0, -1, 1],
  [1, 1, 1, 0, -1, -1, -1, -1, 0, 0, 0, 1, 1, 0, -1, 1, 0, -1, 0, 0, -1, 0, -1, 0, -1],
];

test("at each of them the matrix less that multiple of the identity is singular", () => {
  fc.assert(
    fc.property(squares(), (square) => {
      const { n, values } = square;
      const work = Float64Array.of(9, ...values, 9);
      const got = eigenvalues(work, 1, n);
      expect([work[0], work.at(-1)]).toEqual([9, 9]);
      for (const residual of residuals(got, rowsOf(square), Math.max(1, norm(values))))
        expect(residual).toBeLessThan(1e-12);
      const trace = values.filter((_, i) => i % (n + 1) === 0).reduce((a, b) => a + b, 0);
      expect(got.real.reduce((a, b) => a + b)).toBeCloseTo(trace, 8);
      expect(got.imaginary.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
    }),
    { numRuns: 1000, examples: circles.map((values): [Square] => [{ n: Math.sqrt(values.length), values }]) },
  );
});

test("of a symmetric matrix they are the symmetric ones, in another order", () => {
  fc.assert(
    fc.property(squares().map(symmetrized), ({ n, values }) => {
      const wanted = symmetricEigenvalues(Float64Array.from(values), 0, n);
      const { real, imaginary } = eigenvalues(Float64Array.from(values), 0, n);
      const tolerance = 1e-7 * Math.max(1, norm(values));
      for (const [i, value] of real.slice().sort().entries())
        expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(tolerance);
      for (const value of imaginary) expect(Math.abs(value)).toBeLessThanOrEqual(tolerance);
    }),
    { numRuns: 1000 },
  );
});

test("a cyclic permutation, which the shifts alone do not move, has the roots of unity", () => {
  for (const n of [3, 4, 5, 8]) {
    const work = Float64Array.from({ length: n * n }, (_, i) => ((Math.floor(i / n) + 1) % n === i % n ? 1 : 0));
    const { real, imaginary } = eigenvalues(work, 0, n);
    for (let k = 0; k < n; k++) expect(Math.hypot(real[k]!, imaginary[k]!)).toBeCloseTo(1, 10);
    expect(Math.max(...real)).toBeCloseTo(1, 10);
  }
});

test("two real ones stand in the order of LAPACK's Schur form, and a pair is conjugate", () => {
  expect(eigenvalues(Float64Array.of(5, 5, 5, 10), 0, 2).real[0]).toBeCloseTo(1.90983006, 8);
  const { real, imaginary } = eigenvalues(Float64Array.of(1, -2, 2, 1), 0, 2);
  expect([...real, ...imaginary]).toEqual([1, 1, 2, -2]);
});

test("all of a matrix that is not finite are NaN", () => {
  const { real, imaginary } = eigenvalues(Float64Array.of(1, NaN, 0, 1), 0, 2);
  expect([...real, ...imaginary]).toEqual([NaN, NaN, NaN, NaN]);
});
