import { expect, test } from "vitest";
import {
  isActivation,
  isBatchNorm,
  isConvolution,
  isDense,
  isDepthwise,
  isLayerNorm,
  isPassThrough,
  isPointwise,
  isRelu,
} from "../../src/index.ts";

test("the tests of layers know their kind by class, activation and kernel", () => {
  const view = (className: string, more: object = {}) => ({ name: "x", className, ...more });
  expect(isRelu(view("Activation", { activation: "relu" }))).toBe(true);
  expect(isRelu(view("Activation", { activation: "relu6" }))).toBe(false);
  expect(isConvolution(view("Conv2D", { kernel: [3, 3, 1, 1] }))).toBe(true);
  expect(isConvolution(view("Dense", { kernel: [3, 3] }))).toBe(false);
  expect(isConvolution(view("Conv2DTranspose", { kernel: [3, 3, 1, 1] }))).toBe(false);
  expect(isBatchNorm(view("BatchNormalization"))).toBe(true);
  expect(isDepthwise(view("DepthwiseConv2D", { kernel: [3, 3, 4, 1], depthwise: true }))).toBe(true);
  expect(isDepthwise(view("Conv2D", { kernel: [3, 3, 4, 1], depthwise: false }))).toBe(false);
  expect(isPointwise(view("Conv2D", { kernel: [1, 1, 4, 2], depthwise: false }))).toBe(true);
  expect(isPointwise(view("DepthwiseConv2D", { kernel: [1, 1, 4, 2], depthwise: true }))).toBe(false);
  expect(isPointwise(view("Conv2D", { kernel: [1, 3, 4, 2] }))).toBe(false);
  expect([isDense, isConvolution].map((is) => is(view("Dense", { kernel: [3, 3] })))).toEqual([true, false]);
  expect(isDense(view("Conv2D", { kernel: [3, 3, 1, 1] }))).toBe(false);
  expect(isLayerNorm(view("LayerNormalization"))).toBe(true);
  expect(["ZeroPadding2D", "Dropout", "Cropping2D"].every((name) => isPassThrough(view(name)))).toBe(true);
  expect(isPassThrough(view("Activation", { activation: "linear" }))).toBe(true);
  expect(isPassThrough(view("MaxPooling2D"))).toBe(false);
});

test("an activation is one of the names, or any but the linear one where there are none", () => {
  const view = (activation?: string) => ({ name: "x", className: "Activation", ...(activation && { activation }) });
  expect(isActivation("relu", "gelu")(view("gelu"))).toBe(true);
  expect(isActivation("relu", "gelu")(view("tanh"))).toBe(false);
  expect([view("tanh"), view("linear"), view()].map(isActivation())).toEqual([true, false, false]);
});
