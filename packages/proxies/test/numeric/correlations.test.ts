import { pearsonR } from "@eznas/fitness";
import fc from "fast-check";
import { expect, test } from "vitest";
import { correlations, covariances, normalized } from "../../src/numeric/correlations.ts";

const table = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 8 })).chain(([rows, length]) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length }), {
    minLength: rows,
    maxLength: rows,
  }),
);

test("correlations between rows are Pearson's", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const matrix = correlations(rows.flat(), rows.length);
      for (const [i, x] of rows.entries())
        for (const [j, y] of rows.entries()) {
          const constant = [x, y].some((row) => row.every((value) => value === row[0]));
          const expected = constant ? Number.NaN : pearsonR(x, y);
          const value = matrix[i * rows.length + j]!;
          if (!constant) expect(value).toBeCloseTo(expected, 12);
          else expect(Math.abs(value) <= 1 + 1e-12 && value !== 0).toBe(false);
        }
    }),
    { numRuns: 1000 },
  );
});

test("covariances are over the number of rows", () => {
  expect([...covariances([1, 10, 3, 30], 2)]).toEqual([1, 10, 10, 100]);
  expect([...normalized(Float64Array.of(4, 2, 2, 9), 2)]).toEqual([1, 1 / 3, 1 / 3, 1]);
});
