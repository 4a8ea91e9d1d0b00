import { useBackend } from "@eznas/kernels";
import { input, type LayersModel, layers, model, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import {
  cbr,
  convNorm,
  denseActivation,
  denseNorm,
  findInstances,
  fittingPatterns,
  knownPatterns,
  layerNormDense,
  mobile,
  rcb,
  separable,
} from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";

beforeAll(() => useBackend("cpu"));

const makers = { cbr, convNorm, denseActivation, denseNorm, layerNormDense, mobile, rcb, separable };

test("every known pattern is what its call makes, and has a name of its own", () => {
  for (const { call, pattern } of knownPatterns) {
    const made = new Function(...Object.keys(makers), `return ${call};`)(...Object.values(makers));
    expect(made.name, call).toBe(pattern.name);
    expect(JSON.stringify(made.links), call).toBe(JSON.stringify(pattern.links));
  }
  expect(new Set(knownPatterns.map(({ pattern }) => pattern.name)).size).toBe(knownPatterns.length);
});

const chain = (shape: number[], ...steps: { apply(x: SymbolicTensor): unknown }[]): LayersModel => {
  const x = input({ shape });
  return model({ inputs: x, outputs: steps.reduce((y, step) => step.apply(y) as SymbolicTensor, x) });
};
const conv = (args: object = {}) => layers.conv2d({ filters: 2, kernelSize: 3, padding: "same", ...args });
const bn = () => layers.batchNormalization();
const relu6 = () => layers.reLU({ maxValue: 6 });

test.each<readonly [string, () => LayersModel, Readonly<Record<string, number>>]>([
  [
    "ReLU6 ahead of convolutions",
    () => chain([4, 4, 2], relu6(), conv(), bn(), relu6(), conv(), bn()),
    { "rcb({ relu6: true })": 2, "cbr({ relu6: true })": 1 },
  ],
  [
    "blocks of MobileNet",
    () => chain([4, 4, 2], layers.depthwiseConv2d({ kernelSize: 3 }), bn(), relu6(), conv({ kernelSize: 1 }), bn()),
    { "mobile()": 1, "rcb({ relu6: true })": 1 },
  ],
  [
    "a perceptron",
    () =>
      sequential({
        layers: [layers.dense({ units: 3, activation: "relu", inputShape: [4] }), layers.dense({ units: 2 })],
      }),
    { "denseActivation()": 1 },
  ],
  [
    "a mixer",
    () => chain([4, 3], layers.layerNormalization(), layers.dense({ units: 3 }), layers.reLU()),
    { "layerNormDense()": 1, "denseActivation()": 1 },
  ],
  ["nothing of these", () => chain([4, 4, 2], conv(), layers.activation({ activation: "elu" })), {}],
])("%s", (_, make, expected) => {
  const made = make();
  const found = fittingPatterns(made);
  for (const [call, instances] of Object.entries(expected))
    expect(found.find((one) => one.call === call)?.instances, call).toBe(instances);
  for (const { pattern, instances } of found) expect(findInstances(made, pattern)).toHaveLength(instances);
  expect(found.map(({ instances }) => instances)).toEqual(
    found.map(({ instances }) => instances).sort((a, b) => b - a),
  );
  if (Object.keys(expected).length === 0) expect(found).toEqual([]);
});

test("what is not among them has no instance", () => {
  const made = tinyModel();
  const names = fittingPatterns(made).map(({ pattern }) => pattern.name);
  expect(names).toContain("rcb");
  for (const { pattern } of knownPatterns.filter(({ pattern }) => !names.includes(pattern.name)))
    expect(findInstances(made, pattern)).toEqual([]);
});
