import { expect, test } from "vitest";
import type { Block } from "../../../src/published/az-nas/features.ts";
import { expressivityOf, progressivityOf, trainabilityOf } from "../../../src/published/az-nas/measures.ts";

const feature = (shape: readonly number[], value: (i: number) => number) => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)),
});

test("channels of equal and independent variance have the entropy of their number, one alone has 0", () => {
  const signs = [1, 1, 1, -1, -1, 1, -1, -1];
  const two = feature([1, 2, 2, 2], (i) => signs[i]!);
  const one = feature([1, 2, 2, 2], (i) => (i % 2 === 0 ? i : 7));
  expect(expressivityOf([two, one])).toBeCloseTo(Math.log(2), 6);
  expect(progressivityOf([one, two])).toBeCloseTo(Math.log(2), 6);
  expect(progressivityOf([one, two, one])).toBeCloseTo(-Math.log(2), 6);
  expect(expressivityOf([feature([1, 2, 2, 2], () => 1)])).toBeNaN();
});

const block = (outputs: number, ...jacobian: readonly number[]): Block => ({
  jacobian: Float32Array.from(jacobian),
  outputs,
  idle: false,
});

test("a block of spectral norm s has 2 − s − 1/s, and a network the mean of its blocks", () => {
  const score = (s: number) => 2 - s - 1 / s;
  for (const s of [0.5, 1, 3]) expect(trainabilityOf([block(1, s)])).toBeCloseTo(score(s), 5);
  expect(trainabilityOf([block(2, 0, 3, 4, 0)])).toBeCloseTo(score(4), 5);
  expect(trainabilityOf([block(1, 3, 4)])).toBeCloseTo(score(5), 5);
  expect(trainabilityOf([block(2, 3, 4)])).toBeCloseTo(score(5), 5);
  expect(trainabilityOf([block(1, 1), block(1, 2)])).toBeCloseTo(score(2) / 2, 5);
});

test("a block that does nothing has −∞, and so has the network", () => {
  expect(trainabilityOf([{ ...block(1, 1), idle: true }, block(1, 1)])).toBe(Number.NEGATIVE_INFINITY);
});
