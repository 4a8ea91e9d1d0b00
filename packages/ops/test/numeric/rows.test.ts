import fc from "fast-check";
import { expect, test } from "vitest";
import { agreements, correlations, deviationOfRows, exchanged, meanOfRows } from "../../src/numeric/rows.ts";

test("agreements are counted place by place, past the 32 of a word", () => {
  const cases = fc
    .integer({ min: 1, max: 100 })
    .chain((columns) => fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 3 * columns, maxLength: 3 * columns }));
  fc.assert(
    fc.property(cases, (values) => {
      const columns = values.length / 3;
      const counted = agreements(Float32Array.from(values), 3);
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++) {
          let same = 0;
          for (let k = 0; k < columns; k++) if (values[i * columns + k]! > 0 === values[j * columns + k]! > 0) same++;
          expect(counted[i * 3 + j]).toBe(same);
        }
    }),
    { numRuns: 1000 },
  );
});

test("correlations are those of NumPy's corrcoef, and 0 where it has NaN for a constant row", () => {
  const [, r] = correlations(Float32Array.of(1, 2, 4, 7, 1, 5), 2);
  expect(r).toBeCloseTo(-1 / 7, 12);
  const tenth = Math.fround(0.1);
  expect(
    [...correlations(Float32Array.of(tenth, tenth, tenth, 1, 2, 3), 2)].map((x) => Math.round(1e9 * x) / 1e9),
  ).toEqual([0, 0, 0, 1]);
  expect(correlations(Float32Array.of(1, Number.NaN), 1)[0]).toBeNaN();
});

test("means and deviations are of the columns; those of equal values are exactly 0", () => {
  const values = Float32Array.of(0.1, 2, 0.1, 6, 0.1, 4);
  expect([...meanOfRows(values, 3)].map(Math.fround)).toEqual([0.1, 4].map(Math.fround));
  const [none, some] = deviationOfRows(values, 3);
  expect(none).toBe(0);
  expect(some).toBeCloseTo(Math.sqrt(8 / 3), 12);
});

test("two axes are exchanged, and what is inside stays together", () => {
  expect([...exchanged(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), 2, 2)]).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
});
