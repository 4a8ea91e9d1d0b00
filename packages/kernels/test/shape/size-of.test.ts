import { test as property } from "@fast-check/vitest";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeOf } from "../../src/shape/size-of.ts";

property.prop([fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 })])("it is that of TensorFlow.js", (shape) => {
  expect(sizeOf(shape)).toBe(tf.util.sizeFromShape(shape));
});

test("a single number has one", () => {
  expect(sizeOf([])).toBe(1);
});
