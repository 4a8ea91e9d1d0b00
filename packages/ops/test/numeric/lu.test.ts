import fc from "fast-check";
import { Matrix, determinant as reference } from "ml-matrix";
import { expect, test } from "vitest";
import { decompose, determinant, logDeterminant } from "../../src/numeric/lu.ts";
import { norm, rowsOf, type Square, squares } from "./matrices.ts";

/** The matrix between other numbers, which must stay. */
function embedded({ values }: Square): Float32Array {
  return Float32Array.of(9, 9, ...values, 9);
}

function expectEmbedded(work: Float32Array): void {
  expect([work[0], work[1], work.at(-1)]).toEqual([9, 9, 9]);
}

test("L times U is the matrix with its rows permuted, and nothing beside it is touched", () => {
  fc.assert(
    fc.property(squares(), (square) => {
      const { n, values } = square;
      const work = embedded(square);
      const sign = decompose(work, 2, n);
      expectEmbedded(work);
      expect(Math.abs(sign)).toBe(1);
      const at = (i: number, j: number) => work[2 + i * n + j]!;
      const lower = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => (i === j ? 1 : i > j ? at(i, j) : 0)),
      );
      const upper = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i <= j ? at(i, j) : 0)));
      const product = new Matrix(lower).mmul(new Matrix(upper)).to2DArray();
      const rounded = (rows: number[][]) =>
        rows.map((row) => row.map((x) => x.toFixed(2).replace("-0.00", "0.00")).join(" "));
      const close = (row: number[], other: number[]) => row.every((x, j) => Math.abs(x - other[j]!) < 1e-4);
      const rest = rowsOf(square);
      for (const row of product) {
        const found = rest.findIndex((other) => close(row, other));
        expect(found, `${rounded([row])} of ${rounded(rowsOf({ n, values }))}`).toBeGreaterThanOrEqual(0);
        rest.splice(found, 1);
      }
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(Math.abs(at(i, j))).toBeLessThanOrEqual(1);
    }),
    { numRuns: 1000 },
  );
});

test("the determinant is that of ml-matrix", () => {
  fc.assert(
    fc.property(squares(), (square) => {
      const work = embedded(square);
      const error = Math.abs(determinant(work, 2, square.n) - reference(new Matrix(rowsOf(square))));
      expect(error).toBeLessThanOrEqual(1e-5 * Math.max(1, norm(square.values) ** square.n));
      expectEmbedded(work);
    }),
    { numRuns: 1000 },
  );
});

test("the logarithm is that of the determinant, −∞ of 0 and NaN of what is negative", () => {
  fc.assert(
    fc.property(squares(), (square) => {
      const value = determinant(embedded(square), 2, square.n);
      const logarithm = logDeterminant(embedded(square), 2, square.n);
      if (value < 0) expect(logarithm).toBeNaN();
      else if (value === 0) expect(logarithm).toBe(-Infinity);
      else expect(logarithm).toBeCloseTo(Math.log(value), 5);
    }),
    { numRuns: 1000 },
  );
});

test("every singular 3 × 3 matrix of −1, 0 and 1 is found to be singular", () => {
  let singular = 0;
  for (let code = 0; code < 3 ** 9; code++) {
    const [a, b, c, d, e, f, g, h, i] = Array.from({ length: 9 }, (_, k) => (Math.floor(code / 3 ** k) % 3) - 1);
    const exact = a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);
    const value = determinant(Float32Array.of(a!, b!, c!, d!, e!, f!, g!, h!, i!), 0, 3);
    expect(Math.round(value)).toBe(exact === 0 ? value : exact);
    if (exact === 0) {
      singular++;
      expect(value === 0).toBe(true);
    }
  }
  expect(singular).toBe(7875);
});

test("a determinant beyond float32 has a logarithm", () => {
  const huge = Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1e30 : 0));
  expect(logDeterminant(huge, 0, 4)).toBeCloseTo(120 * Math.LN10, 3);
});

test("a NaN anywhere makes the determinant NaN", () => {
  for (let place = 0; place < 9; place++) {
    const work = Float32Array.of(0, 2, 0, 1, 0, 0, 0, 0, 3);
    work[place] = Number.NaN;
    expect(determinant(work.slice(), 0, 3)).toBeNaN();
    expect(logDeterminant(work, 0, 3)).toBeNaN();
  }
});
