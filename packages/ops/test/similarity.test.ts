import { expect, test } from "vitest";
import { ops, type Shape } from "../src/index.ts";

test.each<[Shape, Shape, Shape | undefined]>([
  [[2, 3], [2, 3], []],
  [[2, 3], [2, 3, 1], []],
  [[7], [7], []],
  [[1, 6], [5, 2, 3], []],
  [[1, 1], [7], undefined],
  [[5, 6], [1, 6], undefined],
  [[2, 3], [3, 2], undefined],
  [[1], [], undefined],
  [[], [4, 2], [1]],
])("the cosine of rows of %j and %j has the shape %j", (a, b, wanted) => {
  expect(ops.cosine.shape(a, b)).toEqual(wanted);
});

test.each<[Shape, Shape, Shape | undefined]>([
  [[2, 3], [6], []],
  [[], [5], []],
  [[1, 1], [2, 2], []],
  [[2, 3], [3], undefined],
])("the mismatches of %j and %j have the shape %j", (a, b, wanted) => {
  expect(ops.hamming.shape(a, b)).toEqual(wanted);
});

test.each<[Shape, Shape, Shape | undefined]>([
  [[2, 3], [3], []],
  [[3], [], []],
  [[], [3], undefined],
  [[2, 3], [2], undefined],
])("the divergence of %j from %j has the shape %j", (a, b, wanted) => {
  expect(ops.klDivergence.shape(a, b)).toEqual(wanted);
});
