import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  capture,
  denseActivation,
  denseNorm,
  findInstances,
  layerNormDense,
  mobile,
  type Pattern,
  randomInputs,
  type StatisticName,
  separable,
} from "../../src/index.ts";
import { describeLinks } from "../../src/patterns/pattern.ts";
import { captureLaws } from "../../src/testing.ts";
import { convolutions, goldenBlocks, inputsOf, perceptron } from "../golden-blocks.ts";
import { seededRng } from "../seeded-rng.ts";

const patterns: readonly [keyof typeof goldenBlocks, Pattern][] = [
  ["perceptron", layerNormDense()],
  ["perceptron", denseNorm()],
  ["perceptron", denseActivation()],
  ["convolutions", separable()],
  ["convolutions", separable({ kernel: "depthwise" })],
  ["convolutions", mobile()],
  ["convolutions", mobile({ kernel: "depthwise" })],
];
const networks = { perceptron, convolutions };

describe.each([
  ["cpu", "tfjs"],
  ["wasm", "tfjs"],
  ["wasm", "simd"],
] as const)("on the %s backend by %s", (backend, engine) => {
  let before: number;
  beforeAll(() => useBackend(backend));
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each(patterns)("in the %s, the statistics of $name are PyTorch's", async (kind, pattern) => {
    const [model, golden] = [networks[kind](), goldenBlocks[kind]];
    const expected = golden.patterns[pattern.name]!;
    const statistics = Object.keys(expected[0]!.statistics) as StatisticName[];
    const instances = await capture(model, inputsOf(golden), { pattern, statistics, engine });
    expect(instances.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
    for (const [i, { statistics: wanted }] of expected.entries())
      for (const name of statistics) {
        const { shape, data } = wanted[name]!;
        const own = instances[i]!.statistics[name]!;
        expect([name, own.shape]).toEqual([name, shape]);
        const largest = Math.max(...data.map(Math.abs));
        const off = data.findIndex((x, j) => !(Math.abs(x - own.data[j]!) <= 2e-5 + 1e-4 * largest));
        expect([name, off, own.data[off]]).toEqual([name, -1, undefined]);
      }
    model.dispose();
  });

  test.each(patterns)("in the %s, the laws of a capture hold of $name", async (kind, pattern) => {
    const model = networks[kind]();
    const inputs = randomInputs([4, ...(model.inputs[0]!.shape.slice(1) as number[])], seededRng(2));
    await captureLaws(model, inputs, { pattern, engine });
    model.dispose();
  });

  test("tokens are a further axis of dense layers: features come second", async () => {
    const model = mixer();
    const pattern = layerNormDense({ activations: ["gelu"] });
    const inputs = randomInputs([2, 5, 4], seededRng(4));
    await captureLaws(model, inputs, { pattern, engine });
    const instances = await capture(model, inputs, { pattern, engine, statistics: ["T1_D", "T3", "T4_D"] });
    const shapes = instances.flatMap(({ statistics }) => Object.values(statistics).map(({ shape }) => shape));
    expect(shapes).toEqual([
      [2, 4, 5],
      [6, 4],
      [2, 6, 5],
    ]);
    model.dispose();
  });
});

test("a layer norm over several axes is left to tfjs", async () => {
  await useBackend("wasm");
  const model = sequential({
    layers: [
      layers.layerNormalization({ name: "ln", axis: [1, 2], inputShape: [5, 4] }),
      layers.dense({ name: "up", units: 6, activation: "relu" }),
    ],
  });
  const inputs = randomInputs([2, 5, 4], seededRng(4));
  await captureLaws(model, inputs, { pattern: layerNormDense() });
  await expect(capture(model, inputs, { pattern: layerNormDense(), engine: "simd" })).rejects.toThrow('layer "ln"');
  model.dispose();
});

/** Five tokens of four features. */
function mixer(): LayersModel {
  return sequential({
    layers: [
      layers.layerNormalization({ name: "ln", inputShape: [5, 4] }),
      layers.dense({ name: "up", units: 6, activation: "gelu" as "relu" }),
      layers.dense({ name: "down", units: 3, activation: "tanh" }),
      layers.flatten(),
      layers.dense({ name: "logits", units: 2 }),
    ],
  });
}

describe("which blocks a pattern finds", () => {
  beforeAll(() => useBackend("cpu"));
  const found = (model: LayersModel, pattern: Pattern): readonly string[] =>
    findInstances(model, pattern).map(({ name }) => name);

  test("a SeparableConv2D is a depthwise and a pointwise convolution", () => {
    const model = sequential({
      layers: [
        layers.reLU({ inputShape: [6, 6, 2] }),
        layers.separableConv2d({ name: "sep", filters: 3, kernelSize: 3 }),
        layers.batchNormalization(),
        layers.reLU(),
        layers.conv2d({ name: "plain", filters: 3, kernelSize: 1 }),
        layers.batchNormalization(),
      ],
    });
    expect(found(model, separable())).toEqual(["sep"]);
    expect(found(model, separable({ kernel: "depthwise" }))).toEqual(["sep"]);
    model.dispose();
  });

  test("a ReLU clipped at 6 counts in MobileNet's block unless refused, and in a separable one if asked for", () => {
    const model = convolutions();
    expect(found(model, mobile({ relu6: false }))).toEqual([]);
    expect(found(model, separable({ relu6: true }))).toEqual(["pw1"]);
    model.dispose();
  });

  test("the norm after a dense layer is of the kind that is asked for", () => {
    const model = perceptron();
    expect(found(model, denseNorm({ norm: "layer" }))).toEqual(["d2"]);
    expect(found(model, denseNorm({ norm: "batch" }))).toEqual(["d3"]);
    expect(found(model, denseNorm({ activations: ["gelu"] }))).toEqual(["d2"]);
    expect(found(model, denseActivation({ activations: ["relu"] }))).toEqual([]);
    model.dispose();
  });
});

test("names say what departs from the defaults, and links what is looked for", () => {
  expect([separable({ relu6: true }).name, mobile({ relu6: false }).name]).toEqual([
    "separable (relu6)",
    "mobile (relu only)",
  ]);
  expect(denseNorm({ norm: "layer", activations: ["swish"] }).name).toBe("denseNorm (layer, swish)");
  expect(describeLinks(denseNorm())).toBe("relu|gelu → Dense → norm");
  expect(describeLinks(denseNorm({ norm: "batch", activations: ["relu"] }))).toBe("relu → Dense → BatchNorm");
});
