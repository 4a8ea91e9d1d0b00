import fc from "fast-check";
import { EVD, Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { symmetricEigenvalues } from "../../src/numeric/symmetric-eigenvalues.ts";
import { norm, rowsOf, squares, symmetrized } from "./matrices.ts";

test("they are those of ml-matrix, ascending", () => {
  fc.assert(
    fc.property(squares().map(symmetrized), fc.constantFrom(1, 1e-150, 1e150), (square, scale) => {
      const { n, values } = square;
      const work = Float64Array.of(9, ...values.map((x) => x * scale), 9);
      const got = symmetricEigenvalues(work, 1, n);
      expect([work[0], work.at(-1)]).toEqual([9, 9]);
      expect(got).toEqual(got.slice().sort());
      const wanted = new EVD(new Matrix(rowsOf(square)), { assumeSymmetric: true }).realEigenvalues.sort(
        (a, b) => a - b,
      );
      const tolerance = 1e-12 * Math.max(1, norm(values));
      wanted.forEach((value, i) => {
        expect(Math.abs(got[i]! / scale - value)).toBeLessThanOrEqual(tolerance);
      });
    }),
    { numRuns: 2000 },
  );
});

test("their sum is the trace, and the sum of their squares that of the elements, of a large matrix too", () => {
  const n = 60;
  const values = Array.from({ length: n * n }, (_, i) => Math.sin(i * i));
  const square = symmetrized({ n, values });
  const got = symmetricEigenvalues(Float64Array.from(square.values), 0, n);
  const trace = square.values.filter((_, i) => i % (n + 1) === 0).reduce((a, b) => a + b);
  expect(got.reduce((a, b) => a + b)).toBeCloseTo(trace, 9);
  expect(Math.hypot(...got)).toBeCloseTo(norm(square.values), 9);
});

test("a diagonal matrix keeps its diagonal, and all of a matrix that is not finite is NaN", () => {
  expect(symmetricEigenvalues(Float64Array.of(3, 0, 0, -1), 0, 2)).toEqual(Float64Array.of(-1, 3));
  expect(symmetricEigenvalues(Float64Array.of(1, Infinity, Infinity, 1), 0, 2)).toEqual(Float64Array.of(NaN, NaN));
});

test("they come to an end, within rounding of the norm, where sizes span any number of orders of magnitude", () => {
  const graded = fc
    .record({ n: fc.integer({ min: 2, max: 24 }), orders: fc.double({ min: 0, max: 12, noNaN: true }), seed: fc.nat() })
    .map(({ n, orders, seed }) => {
      const factor = Array.from(
        { length: n * n },
        (_, i) => Math.sin(seed + i * i) * 10 ** (-orders * Math.floor(i / n)),
      );
      const gram = (i: number, j: number): number =>
        Array.from({ length: n }, (_, k) => factor[i * n + k]! * factor[j * n + k]!).reduce((a, b) => a + b);
      return { n, values: Array.from({ length: n * n }, (_, at) => gram(Math.floor(at / n), at % n)) };
    });
  fc.assert(
    fc.property(graded, ({ n, values }) => {
      const got = symmetricEigenvalues(Float64Array.from(values), 0, n);
      const trace = Array.from({ length: n }, (_, i) => values[i * (n + 1)]!).reduce((a, b) => a + b);
      const tolerance = 1e-12 * n * norm(values);
      expect(Math.abs(got.reduce((a, b) => a + b) - trace)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(Math.hypot(...got) - norm(values))).toBeLessThanOrEqual(tolerance);
      expect(got[0]).toBeGreaterThanOrEqual(-tolerance); // a Gram matrix has no negative ones
    }),
    { numRuns: 1000 },
  );
});

test("the smallest numbers come to an end as well", () => {
  const tiny = Number.MIN_VALUE;
  for (const value of symmetricEigenvalues(Float64Array.of(0, tiny, tiny, tiny, 0, tiny, tiny, tiny, 0), 0, 3))
    expect(Math.abs(value)).toBeLessThan(1e-300);
});

/** Of a matrix that is left as it is. */
const eigenvaluesOf = (matrix: readonly number[]): Float64Array =>
  symmetricEigenvalues(Float64Array.from(matrix), 0, Math.sqrt(matrix.length));

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
      const values = eigenvaluesOf(matrix);
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
      const values = eigenvaluesOf(matrix);
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
  expect([...eigenvaluesOf([2, 1, 1, 2])]).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
  expect([...eigenvaluesOf([5])]).toEqual([5]);
  expect([...eigenvaluesOf([3, 0, 0, 0, -1, 0, 0, 0, 0])]).toEqual([-1, 0, 3]);
  const path = eigenvaluesOf(
    Array.from({ length: 10_000 }, (_, at) => (Math.abs((at % 100) - Math.floor(at / 100)) === 1 ? 1 : 0)),
  );
  for (const [k, value] of path.entries()) expect(value).toBeCloseTo(-2 * Math.cos(((k + 1) * Math.PI) / 101), 12);
});
