import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { buildModel, type NetworkDefinition, nasBench201 } from "@eznas/spaces";
import { memory, ones, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { uniform } from "../small-networks.ts";

beforeAll(() => useBackend("cpu"));

let before = 0;
beforeEach(() => {
  before = memory().numTensors;
});
afterEach(() => {
  expect(memory().numTensors).toBe(before);
});

function outputOf(network: NetworkDefinition, images: Tensor): Tensor {
  const [, height, width, channels] = images.shape as [number, number, number, number];
  const model = buildModel(network, { name: "test", inputShape: [height, width, channels], rng: uniform() });
  const output = model.predict(images) as Tensor;
  model.dispose();
  return output;
}

const nine = () => tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);

test("an average pool of 3×3 does not count the padding", () => {
  tidy(() => {
    const pooled = outputOf((layers, images) => layers.averagePool(images, { size: 3 }, "pool"), nine());
    expect([...pooled.dataSync()]).toEqual([3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7]);
  });
});

test("a strided average pool takes whole windows", () => {
  tidy(() => {
    const pooled = outputOf((layers, images) => layers.averagePool(images, { size: 2, stride: 2 }, "pool"), nine());
    expect([...pooled.dataSync()]).toEqual([3]);
  });
});

test("a convolution is padded alike on all sides, strided or not", () => {
  const sums: Record<number, number[]> = {};
  for (const stride of [1, 2]) {
    const network: NetworkDefinition = (layers, images) =>
      layers.convolution(images, { filters: 1, size: 3, stride }, "conv");
    const model = buildModel(network, { name: "test", inputShape: [4, 4, 1], rng: uniform() });
    tidy(() => {
      model.setWeights([ones([3, 3, 1, 1])]);
      sums[stride] = [...(model.predict(ones([1, 4, 4, 1])) as Tensor).dataSync()];
    });
    model.dispose();
  }
  expect(sums[1]).toEqual([4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4]);
  // With the padding of "same" it would be 9, 6, 6, 4.
  expect(sums[2]).toEqual([4, 6, 6, 9]);
});

const cellOfConvolutions =
  "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

test("weights have the deviation of their fan-out, and biases none", () => {
  const space = nasBench201();
  const all3x3 = space.parse(cellOfConvolutions);
  const rng = seeded(1);
  const model = space.build(all3x3, rng);
  for (const layer of model.layers)
    for (const weight of layer.trainableWeights) {
      const { shape, originalName } = weight;
      const values = [...weight.read().dataSync()];
      const [height, width, , out] = shape as [number, number, number, number];
      if (/gamma$/.test(originalName)) expect(values.every((value) => value === 1)).toBe(true);
      else if (/beta$|bias$/.test(originalName)) expect(values.every((value) => value === 0)).toBe(true);
      else {
        const expected = layer.name === "head/linear" ? 0.01 ** 2 : 2 / (height * width * out);
        const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        // Six standard errors of a variance and of a mean.
        expect(Math.abs(square / expected - 1)).toBeLessThan(6 * Math.sqrt(2 / values.length));
        expect(Math.abs(mean)).toBeLessThan(6 * Math.sqrt(expected / values.length));
      }
    }
  const epsilons = model.layers.flatMap((layer) =>
    layer.getClassName() === "BatchNormalization" ? [layer.getConfig()["epsilon"]] : [],
  );
  expect(epsilons.length).toBe(3 * 5 * 6 + 4 + 2);
  expect(new Set(epsilons)).toEqual(new Set([1e-5]));
  model.dispose();
});
