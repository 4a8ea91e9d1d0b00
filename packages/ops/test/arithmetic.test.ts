import { useBackend } from "@eznas/kernels";
import { tensor, tidy } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { matrixProduct, ops, type Shape } from "../src/index.ts";
import { tensors } from "../src/testing.ts";

/** A shape of that length on top, each axis 1 at random. */
const batches = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }).chain((full) => {
  const part = fc
    .array(fc.boolean(), { minLength: full.length, maxLength: full.length })
    .chain((ones) => fc.nat({ max: full.length }).map((cut) => full.map((n, i) => (ones[i] ? 1 : n)).slice(cut)));
  return fc.tuple(part, part);
});
const factors = fc
  .tuple(batches, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([[left, right], m, k, n]) =>
    fc.tuple(tensors({ shape: [...left, m, k] }), tensors({ shape: [...right, k, n] })),
  );

/** Where an element of the broadcast shape lies in the data of a tensor of its own shape. */
function placeIn(shape: Shape, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  return shape.reduce((place, length, axis) => place * length + (length === 1 ? 0 : own[axis]!), 0);
}

function indices(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (all, length) => all.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])),
    [[]],
  );
}

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  beforeAll(() => useBackend(backend));

  test("a matrix product is its sums written out, however the batches broadcast", () => {
    fc.assert(
      fc.property(factors, ([a, b]) => {
        const finite = (data: Float32Array) => data.map((x) => (Math.abs(x) < 100 ? x : 7));
        const [x, y] = [finite(a.data), finite(b.data)];
        const shape = matrixProduct(a.shape, b.shape)!;
        const got = tidy(() => {
          const product = ops.matMul.kernel(tensor(x, [...a.shape]), tensor(y, [...b.shape]));
          expect(product.shape).toEqual(shape);
          return Float32Array.from(product.dataSync());
        });
        for (const [place, index] of indices(shape).entries()) {
          const [row, column] = [index.at(-2)!, index.at(-1)!];
          let wanted = 0;
          for (let k = 0; k < a.shape.at(-1)!; k++)
            wanted +=
              x[placeIn(a.shape, [...index.slice(0, -2), row, k])]! *
              y[placeIn(b.shape, [...index.slice(0, -2), k, column])]!;
          expect(got[place]).toBeCloseTo(wanted, 2);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
