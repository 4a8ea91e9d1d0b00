import { useBackend } from "@eznas/kernels";
import { buildModel, costOf, type Layers, type NetworkDefinition } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { memory, ones, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { uniform } from "../small-networks.ts";

beforeAll(() => useBackend("cpu"));

type Step = <X>(layers: Layers<X>, x: X, name: string) => X;

const stride = fc.constantFrom(1, 2);
const odd = fc.constantFrom(1, 3, 5, 7);
const dilation = fc.constantFrom(1, 2, 3);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ filters: fc.integer({ min: 1, max: 3 }), size: odd, stride }).map(
    (options): Step =>
      (layers, x, name) =>
        layers.convolution(x, options, name),
  ),
  fc.record({ size: fc.tuple(odd, odd), stride: fc.tuple(stride, stride) }).map(
    (options): Step =>
      (layers, x, name) =>
        layers.convolution(x, { ...options, filters: 2 }, name),
  ),
  fc.record({ size: odd, stride, dilation }).map(
    (options): Step =>
      (layers, x, name) =>
        layers.depthwise(x, options, name),
  ),
  fc.record({ size: odd, stride }).map(
    (options): Step =>
      (layers, x, name) =>
        layers.averagePool(x, options, name),
  ),
  fc.record({ size: odd, stride }).map(
    (options): Step =>
      (layers, x, name) =>
        layers.maxPool(x, options, name),
  ),
  fc.record({ filters: fc.constantFrom(2, 4), size: odd, stride, groups: fc.constant(2) }).map(
    (options): Step =>
      (layers, x, name) =>
        layers.convolution(layers.convolution(x, { filters: 4, size: 1 }, `${name}-even`), options, name),
  ),
  fc.constantFrom<Step>(
    (layers, x, name) => layers.shift(x, name),
    (layers, x, name) => layers.layerNorm(layers.activation(x, "swish", `${name}-swish`), name),
    (layers, x, name) => layers.firstChannels(layers.dense(x, 3, `${name}-dense`), 2, name),
    (layers, x, name) => layers.patches(layers.positions(x, `${name}-positions`), { size: 1, filters: 2 }, name),
    (layers, x, name) => layers.attention(layers.dense(x, 12, `${name}-qkv`), { heads: 2 }, name),
    (layers, x, name) => {
      const wide = layers.convolution(x, { filters: 3, size: 1 }, `${name}-wide`);
      return layers.scale(wide, layers.dense(layers.globalAveragePool(wide, `${name}-pool`), 3, `${name}-dense`), name);
    },
  ),
  fc.constant<Step>((layers, x, name) => layers.concatenate([x, layers.relu(x, `${name}-relu`)], name)),
);

property.prop(
  [fc.array(step, { minLength: 1, maxLength: 4 }), fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 })],
  {
    numRuns: 200,
  },
)("both readings of a network agree on shapes and parameters, and the model computes them", (steps, height, width) => {
  const before = memory().numTensors;
  let told: unknown;
  const network: NetworkDefinition = (layers, images) => {
    let x = images;
    for (const [i, next] of steps.entries()) x = next(layers, x, `step${i}`);
    told = x;
    return x;
  };
  const { params } = costOf(network, [height, width, 2]);
  const shape = told as readonly number[];
  const model = buildModel(network, { name: "test", inputShape: [height, width, 2], rng: uniform() });
  const trainable = model.trainableWeights.reduce((n, { shape }) => n + shape.reduce<number>((a, b) => a * b!, 1), 0);
  expect([model.outputs[0]!.shape, trainable]).toEqual([[null, ...shape], params]);
  tidy(() => {
    expect((model.predict(ones([1, height, width, 2])) as Tensor).shape).toEqual([1, ...shape]);
  });
  model.dispose();
  expect(memory().numTensors).toBe(before);
});

/** What a network of one layer makes of an image of one channel. */
function outputOf(network: NetworkDefinition, image: readonly (readonly number[])[]): readonly number[] {
  const [height, width] = [image.length, image[0]!.length];
  const model = buildModel(network, { name: "test", inputShape: [height, width, 1], rng: uniform() });
  const values = tidy(() => {
    const weights = model.getWeights().map(({ shape }) => ones(shape));
    model.setWeights(weights);
    return [...(model.predict(tensor(image.flat(), [1, height, width, 1])) as Tensor).dataSync()];
  });
  model.dispose();
  return values;
}

const four = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
];
const minus = four.map((row) => row.map((value) => -value));

describe("windows that stride are padded alike on all sides, as in PyTorch", () => {
  test.each<[string, NetworkDefinition, readonly number[]]>([
    ["an average of 3×3", (layers, x) => layers.averagePool(x, { size: 3, stride: 2 }, "it"), [3.5, 5, 9.5, 11]],
    ["an average of 2×2", (layers, x) => layers.averagePool(x, { size: 2, stride: 2 }, "it"), [3.5, 5.5, 11.5, 13.5]],
    ["an average of one pixel", (layers, x) => layers.averagePool(x, { size: 1, stride: 2 }, "it"), [1, 3, 9, 11]],
    ["a maximum of 3×3", (layers, x) => layers.maxPool(x, { size: 3, stride: 2 }, "it"), [6, 8, 14, 16]],
    ["a maximum of 2×2", (layers, x) => layers.maxPool(x, { size: 2, stride: 2 }, "it"), [6, 8, 14, 16]],
    ["a convolution", (layers, x) => layers.convolution(x, { filters: 1, size: 3, stride: 2 }, "it"), [14, 30, 57, 99]],
    [
      "a row of taps",
      (layers, x) => layers.convolution(x, { filters: 1, size: [1, 3], stride: [2, 1] }, "it"),
      [3, 6, 9, 7, 19, 30, 33, 23],
    ],
    [
      "a column of taps",
      (layers, x) => layers.convolution(x, { filters: 1, size: [3, 1], stride: [1, 2] }, "it"),
      [6, 10, 15, 21, 27, 33, 22, 26],
    ],
    ["a depthwise convolution", (layers, x) => layers.depthwise(x, { size: 3, stride: 2 }, "it"), [14, 30, 57, 99]],
    ["a dilated one", (layers, x) => layers.depthwise(x, { size: 3, stride: 2, dilation: 2 }, "it"), [24, 24, 24, 24]],
  ])("%s", (_, network, expected) => {
    expect(outputOf(network, four)).toEqual(expected);
  });

  test("no padding is ever the maximum", () => {
    expect(outputOf((layers, x) => layers.maxPool(x, { size: 3, stride: 2 }, "it"), minus)).toEqual([-1, -2, -5, -6]);
    expect(outputOf((layers, x) => layers.maxPool(x, { size: 5 }, "it"), minus)[15]).toBe(-6);
  });
});

test("a shift meets what a stride of two passes over, and ends in zeros where the length is odd", () => {
  const shifted: NetworkDefinition = (layers, x) => layers.shift(x, "it");
  expect(outputOf(shifted, four)).toEqual([6, 7, 8, 10, 11, 12, 14, 15, 16]);
  expect(
    outputOf(
      shifted,
      four.slice(0, 3).map((row) => row.slice(0, 3)),
    ),
  ).toEqual([6, 7, 0, 10, 11, 0, 0, 0, 0]);
});

test("depthwise filters have the deviation of their channels times their size", () => {
  let state = 1;
  const rng = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (const dilation of [1, 2]) {
    const network: NetworkDefinition = (layers, x) => layers.depthwise(x, { size: 5, dilation }, "it");
    const model = buildModel(network, { name: "test", inputShape: [9, 9, 64], rng });
    const values = [...model.getWeights()[0]!.dataSync()];
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(square / (2 / (25 * 64)) - 1)).toBeLessThan(6 * Math.sqrt(2 / values.length));
    model.dispose();
  }
});

test("a sum may take a value twice that others take, too", () => {
  const network: NetworkDefinition = (layers, x) => {
    const y = layers.shift(x, "shift");
    return layers.add([layers.add([y, y], "twice"), layers.relu(y, "relu")], "it");
  };
  expect(outputOf(network, four)).toEqual([18, 21, 24, 30, 33, 36, 42, 45, 48]);
});
