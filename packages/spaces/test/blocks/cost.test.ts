import { useBackend } from "@eznas/kernels";
import { buildModel, costOf, layersOf, type NetworkDefinition } from "@eznas/spaces";
import { expect, test } from "vitest";
import { uniform } from "../small-networks.ts";

const network: NetworkDefinition = (layers, images) => {
  const a = layers.batchNorm(layers.convolution(images, { filters: 6, size: 3, stride: 2 }, "a"), "bn");
  const b = layers.averagePool(
    layers.convolution(images, { filters: 6, size: 1 }, "b"),
    { size: 2, stride: 2 },
    "pool",
  );
  const sum = layers.add([layers.relu(a, "relu"), layers.zeros(b, "none")], "sum");
  return layers.linear(layers.globalAveragePool(sum, "global"), 5, "linear");
};

test("parameters are what the model has, and multiply-accumulates one per weight and pixel", async () => {
  await useBackend("cpu");
  const { params, flops } = costOf(network, [8, 12, 3]);
  const model = buildModel(network, { name: "test", inputShape: [8, 12, 3], rng: uniform() });
  const trainable = model.trainableWeights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((n, s) => n * s!, 1),
    0,
  );
  model.dispose();
  expect(params).toBe(trainable);
  expect(flops).toBe(9 * 3 * 6 * (4 * 6) + 3 * 6 * (8 * 12) + 6 * 5 + 5);
});

test("layers are convolutions and linear layers", () => {
  expect(layersOf(network, [8, 12, 3])).toBe(3);
});

test("a strided convolution of an odd size rounds up", () => {
  const conv: NetworkDefinition = (layers, images) =>
    layers.convolution(images, { filters: 1, size: 3, stride: 2 }, "conv");
  expect(costOf(conv, [7, 7, 1]).flops).toBe(9 * 16);
});
