import fc from "fast-check";
import { expect, test } from "vitest";
import { broadcast, matrixProduct, perMatrix, type Shape, sameShape, scalarShape } from "../src/index.ts";
import { required } from "../src/shape.ts";
import { shapes } from "../src/testing/tensors.ts";

test("broadcasting is symmetric, leaves a shape with itself or with [] alone, and is associative", () => {
  fc.assert(
    fc.property(shapes(), shapes({ maxLength: 2 }), shapes({ maxLength: 2 }), (a, b, c) => {
      expect(broadcast(a, b)).toEqual(broadcast(b, a));
      expect(broadcast(a, a)).toEqual(a);
      expect(broadcast(a, [])).toEqual(a);
      const [left, right] = [broadcast(a, b), broadcast(b, c)];
      if (left && right) expect(broadcast(left, c)).toEqual(broadcast(a, right));
    }),
    { numRuns: 1000 },
  );
});

test("rules do not write into their arguments", () => {
  fc.assert(
    fc.property(shapes(), shapes(), (a, b) => {
      const before = JSON.stringify([a, b]);
      for (const rule of [broadcast, matrixProduct]) rule(a, b);
      for (const rule of [sameShape, scalarShape, perMatrix]) rule(a);
      expect(JSON.stringify([a, b])).toBe(before);
    }),
    { numRuns: 1000 },
  );
});

test.each<[Shape, Shape, Shape | undefined]>([
  [
    [2, 3],
    [3, 4],
    [2, 4],
  ],
  [[2, 3], [2, 3], undefined],
  [[3], [3], []],
  [[3], [3, 4], [4]],
  [[2, 3], [3], [2]],
  [[5, 2, 3], [3], [5, 2]],
  [[], [], []],
  [[], [1, 4], [4]],
  [[], [2], undefined],
  [
    [5, 1, 2, 3],
    [6, 3, 4],
    [5, 6, 2, 4],
  ],
  [[5, 2, 3], [6, 3, 4], undefined],
])("the matrix product of %j and %j has the shape %j", (a, b, wanted) => {
  expect(matrixProduct(a, b)).toEqual(wanted);
});

test("matrices are square and in the last two axes", () => {
  expect(perMatrix([3, 3])).toEqual([]);
  expect(perMatrix([4, 1, 1])).toEqual([4]);
  for (const shape of [[], [3], [3, 2], [3, 3, 1]]) expect(perMatrix(shape)).toBeUndefined();
});

test("a kernel's shape is its own copy, and the lack of one is an error that shows the arguments'", () => {
  const shape = [2, 3];
  expect(required("det", shape)).not.toBe(shape);
  expect(() => required("det", undefined, [2, 3], [])).toThrow("det: does not apply to the shape [2, 3] and []");
});
