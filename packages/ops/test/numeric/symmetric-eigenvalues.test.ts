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
