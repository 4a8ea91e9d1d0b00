/** Small classifiers, and what they weigh. */

import { seeded } from "@eznas/gp";
import { nasBench201 } from "@eznas/spaces";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { expect } from "vitest";

type Layer = LayersModel["layers"][number];

const normal = (seed: number, stddev = 0.4) => initializers.randomNormal({ stddev, seed });

const convolution = (filters: number, seed: number, options: object = {}): Layer =>
  layers.conv2d({
    filters,
    kernelSize: 3,
    padding: "same",
    kernelInitializer: normal(seed),
    biasInitializer: normal(seed + 1),
    ...options,
  });

export const norm = (options: object = {}): Layer => layers.batchNormalization({ momentum: 0.8, ...options });

/** Convolutions with biases, each with a batch norm and a rectifier, and logits with biases. */
export function convNet(
  inputShape: readonly number[],
  classes: number,
  { seed = 1, extra = [], first = {} }: { seed?: number; extra?: readonly Layer[]; first?: object } = {},
): LayersModel {
  return sequential({
    layers: [
      convolution(4, seed, { inputShape, ...first }),
      norm(),
      layers.reLU({}),
      convolution(6, seed + 2, { strides: 2 }),
      norm(),
      layers.reLU({}),
      ...extra,
      layers.globalAveragePooling2d({}),
      layers.dense({ units: classes, kernelInitializer: normal(seed + 4), biasInitializer: normal(seed + 5) }),
    ],
  });
}

/** A network of NAS-Bench-201 of 8 × 8 images and 3 classes. */
export function cellNet(id: string, seed = 1): LayersModel {
  const space = nasBench201({ channels: 4, cells: 1, classes: 3, resolution: 8 });
  return space.build(space.parse(id), seeded(seed));
}

/** Every variable of a model as numbers, moving averages included. */
export const numbersOf = (model: LayersModel): readonly Float32Array[] =>
  model.weights.map((weight) => weight.read().dataSync<"float32">().slice());

/** Gives a model the numbers of another. */
export function copyWeights(from: LayersModel, to: LayersModel): void {
  for (const [i, weight] of from.weights.entries()) to.weights[i]!.write(weight.read());
}

export function disposeOf(...models: readonly LayersModel[]): void {
  for (const model of models) {
    const tensors = model.weights.map((weight) => weight.read());
    model.dispose();
    tf.dispose(tensors);
  }
}

/** Expects every number to be the same to `tolerance` times the largest of its array. */
export function expectClose(
  ours: readonly ArrayLike<number>[],
  theirs: readonly ArrayLike<number>[],
  tolerance: number,
): void {
  expect(ours.map(({ length }) => length)).toEqual(theirs.map(({ length }) => length));
  for (const [w, expected] of theirs.entries()) {
    const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    const off = Array.from(expected).findIndex((value, i) => !(Math.abs(ours[w]![i]! - value) <= tolerance * largest));
    if (off >= 0) expect([w, off, ours[w]![off], "±", tolerance * largest]).toEqual([w, off, expected[off]]);
  }
}
