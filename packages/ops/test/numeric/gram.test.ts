import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { expect, test } from "vitest";
import { gram } from "../../src/numeric/gram.ts";

test("it is the product of the rows with each other", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (rows, columns, seed) => {
      const values = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + i * i));
      const matrix = Matrix.from1DArray(rows, columns, Array.from(values));
      matrix
        .mmul(matrix.transpose())
        .to1DArray()
        .forEach((wanted, i) => {
          expect(gram(values, rows)[i]).toBeCloseTo(wanted, 12);
        });
    }),
    { numRuns: 1000 },
  );
});
