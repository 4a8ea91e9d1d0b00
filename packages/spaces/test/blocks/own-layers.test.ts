import { useBackend } from "@eznas/kernels";
import { Attention, FirstChannels, GroupedConv2D, Positions } from "@eznas/spaces";
import {
  add,
  clone,
  concat,
  grads,
  memory,
  mul,
  type Scalar,
  serialization,
  slice,
  sum,
  type Tensor,
  tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { initializers, input, layers, loadLayersModel, model } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { deviates } from "../nds/cells.ts";

type Layer = layers.Layer;

const random = (shape: readonly number[], seed: number): Tensor => {
  const rng = deviates(seed);
  return tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * rng() - 1),
    [...shape],
  );
};

/** The layer's output weighted at random and summed. */
const weighted = (layer: Layer, x: Tensor): Scalar => {
  const y = layer.apply(x) as Tensor;
  return sum(mul(y, random(y.shape, 99)));
};

/** The sum's slope along a random direction of the input and the weights, by differences and by gradients. */
function slopes(layer: Layer, x: Tensor): readonly [number, number] {
  layer.apply(x);
  const weights = layer.trainableWeights.map((weight) => clone(weight.read()));
  const points = [x, ...weights];
  const directions = points.map(({ shape }, i) => random(shape, i + 50));
  const along = (step: number): number => {
    const moved = points.map((point, i) => add(point, mul(directions[i]!, step)));
    layer.setWeights(moved.slice(1));
    return weighted(layer, moved[0]!).dataSync()[0]!;
  };
  const step = 1e-2;
  const difference = (along(step) - along(-step)) / (2 * step);
  layer.setWeights(weights);
  const found = grads((...values) => weighted(layer, values[0]!))([x, ...layer.trainableWeights.map((w) => w.read())]);
  const slope = found.reduce((total, gradient, i) => total + sum(mul(gradient, directions[i]!)).dataSync()[0]!, 0);
  return [difference, slope];
}

const made: readonly (readonly [string, () => Layer, readonly number[]])[] = [
  [
    "GroupedConv2D",
    () =>
      new GroupedConv2D({ filters: 6, groups: 2, kernelSize: [3, 3], strides: [1, 1], padding: "same", name: "it" }),
    [2, 4, 5, 4],
  ],
  [
    "a GroupedConv2D that strides",
    () =>
      new GroupedConv2D({ filters: 4, groups: 4, kernelSize: [3, 3], strides: [2, 2], padding: "valid", name: "it" }),
    [2, 5, 5, 8],
  ],
  ["Attention", () => new Attention({ heads: 2, name: "it" }), [2, 3, 2, 12]],
  ["Positions", () => new Positions({ name: "it" }), [2, 3, 2, 4]],
  ["FirstChannels", () => new FirstChannels({ channels: 3, name: "it" }), [2, 3, 2, 4]],
];

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(made)("the gradients of %s are the slopes of its values, and its shape is as told", (_, make, shape) => {
    const before = memory().numTensors;
    tidy(() => {
      const layer = make();
      const x = random(shape, 1);
      const y = layer.apply(x) as Tensor;
      expect(layer.computeOutputShape([null, ...shape.slice(1)])).toEqual([null, ...y.shape.slice(1)]);
      const [difference, slope] = slopes(layer, x);
      expect(Math.abs(slope - difference)).toBeLessThan(2e-3 * Math.max(1, Math.abs(difference)));
      expect(Math.abs(slope)).toBeGreaterThan(1e-2);
      layer.dispose();
    });
    expect(memory().numTensors).toBe(before);
  });
});

test("a grouped convolution is one of each group of channels by itself", async () => {
  await useBackend("cpu");
  tidy(() => {
    const x = random([1, 4, 4, 4], 3);
    const kernel = random([3, 3, 2, 6], 4);
    const grouped = new GroupedConv2D({ filters: 6, groups: 2, kernelSize: [3, 3], strides: [1, 1], padding: "same" });
    grouped.apply(x);
    grouped.setWeights([kernel]);
    const halves = [0, 1].map((half) => {
      const layer = layers.conv2d({ filters: 3, kernelSize: 3, padding: "same", useBias: false });
      const part = slice(x, [0, 0, 0, 2 * half], [1, 4, 4, 2]);
      layer.apply(part);
      layer.setWeights([slice(kernel, [0, 0, 0, 3 * half], [3, 3, 2, 3])]);
      return layer.apply(part) as Tensor;
    });
    const [all, apart] = [grouped.apply(x) as Tensor, concat(halves, 3)];
    for (const [i, value] of apart.dataSync().entries()) expect(all.dataSync()[i]).toBeCloseTo(value, 5);
  });
});

test("attention is softmax(QKᵀ/√d)·V, head by head", async () => {
  await useBackend("cpu");
  tidy(() => {
    const [tokens, heads, of] = [3, 2, 2];
    const x = random([1, tokens, 3 * heads * of], 5);
    const numbers = x.dataSync();
    const at = (token: number, third: number, head: number, i: number): number =>
      numbers[token * 3 * heads * of + third * heads * of + head * of + i]!;
    const expected: number[] = [];
    for (let token = 0; token < tokens; token++)
      for (let head = 0; head < heads; head++) {
        const among = Array.from({ length: tokens }, (_, other) => other);
        const logits = among.map((other) => {
          let product = 0;
          for (let i = 0; i < of; i++) product += at(token, 0, head, i) * at(other, 1, head, i);
          return Math.exp(product / Math.sqrt(of));
        });
        const total = logits.reduce((a, b) => a + b);
        for (let i = 0; i < of; i++)
          expected.push(among.reduce((mean, other) => mean + (logits[other]! / total) * at(other, 2, head, i), 0));
      }
    const y = new Attention({ heads }).apply(x) as Tensor;
    for (const [i, value] of y.dataSync().entries()) expect(value).toBeCloseTo(expected[i]!, 5);
  });
});

test("a saved model that has them loads once the classes are registered", async () => {
  await useBackend("cpu");
  const images = input({ shape: [4, 4, 6] });
  type Symbolic = typeof images;
  const grouped = new GroupedConv2D({
    filters: 12,
    groups: 3,
    kernelSize: [3, 3],
    strides: [2, 2],
    padding: "valid",
    kernelInitializer: initializers.ones(),
    name: "grouped",
  }).apply(images);
  const placed = new Positions({ name: "positions" }).apply(grouped as Symbolic);
  const attended = new Attention({ heads: 2, name: "attention" }).apply(placed as Symbolic);
  const outputs = new FirstChannels({ channels: 2, name: "first" }).apply(attended as Symbolic) as Symbolic;
  const saved = model({ inputs: images, outputs });
  for (const layer of [GroupedConv2D, Positions, Attention, FirstChannels]) serialization.registerClass(layer);
  const loaded = await loadLayersModel({ load: async () => ({ modelTopology: saved.toJSON(null, false) as object }) });
  expect(loaded.getLayer("grouped").getConfig()).toMatchObject({ filters: 12, groups: 3, strides: [2, 2] });
  expect(loaded.getLayer("attention").getConfig()).toMatchObject({ heads: 2 });
  expect(loaded.outputs[0]!.shape).toEqual([null, 1, 1, 2]);
  saved.dispose();
  loaded.dispose();
});

test("what does not divide is refused", () => {
  expect(() =>
    new GroupedConv2D({ kernelSize: [1, 1], strides: [1, 1], padding: "same", filters: 4, groups: 3 }).build([
      null,
      2,
      2,
      6,
    ]),
  ).toThrow(
    new RangeError(
      "GroupedConv2D: groups must divide the channels and the filters, got 3 groups, 6 channels and 4 filters",
    ),
  );
  expect(() => new Attention({ heads: 2 }).computeOutputShape([null, 4, 9])).toThrow(
    new RangeError("Attention: heads must divide a third of the channels, got 2 heads and 9 channels"),
  );
  expect(() => new FirstChannels({ channels: 4 }).computeOutputShape([null, 3])).toThrow(
    new RangeError("FirstChannels: channels must be a whole number from 1 to 3, got 4"),
  );
});
