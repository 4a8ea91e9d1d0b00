/** A small network trained by us and by PyTorch, with the same weights, batches and schedule. */

import { readFileSync } from "node:fs";
import { trainingEngine } from "@eznas/engine/training";
import { labeledImages } from "@eznas/images";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { type TrainingOptions, trainNetwork } from "../src/index.ts";
import { disposeOf, expectClose } from "./models.ts";

type Nested = number | readonly Nested[];

interface Golden {
  readonly settings: Omit<TrainingOptions, "augmentation" | "nesterov">;
  readonly epsilon: number;
  readonly kept: number;
  /** N·C·H·W */
  readonly pixels: Nested;
  readonly labels: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly order: readonly (readonly number[])[];
  readonly before: Readonly<Record<string, Nested>>;
  readonly after: Readonly<Record<string, Nested>>;
  readonly averages: Readonly<Record<string, Nested>>;
  readonly losses: readonly number[];
}

const golden = JSON.parse(readFileSync(new URL("./golden/training.json", import.meta.url), "utf8")) as Golden;

beforeAll(() => useBackend("wasm"));

/** PyTorch's layouts as tfjs's: images N·H·W·C, kernels H·W·I·O, linear maps I·O. */
function fromTorch(nested: Nested, images = false): tf.Tensor {
  return tf.tidy(() => {
    const tensor = tf.tensor(nested as number[]);
    if (tensor.rank === 4) return tf.transpose(tensor, images ? [0, 2, 3, 1] : [2, 3, 1, 0]);
    return tensor.rank === 2 ? tf.transpose(tensor) : tensor;
  });
}

function network(): LayersModel {
  const { epsilon, kept: momentum } = golden;
  return sequential({
    layers: [
      layers.conv2d({ filters: 4, kernelSize: 3, padding: "same", inputShape: [6, 6, 3], name: "conv1" }),
      layers.batchNormalization({ epsilon, momentum, name: "bn1" }),
      layers.reLU({}),
      layers.zeroPadding2d({ padding: 1 }),
      layers.conv2d({ filters: 5, kernelSize: 3, strides: 2, padding: "valid", useBias: false, name: "conv2" }),
      layers.batchNormalization({ epsilon, momentum, name: "bn2" }),
      layers.reLU({}),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 3, name: "linear" }),
    ],
  });
}

/** Random numbers that make `shuffle` bring `order` into each of these orders, one after the other. */
function shufflesTo(orders: readonly (readonly number[])[]): () => number {
  const draws: number[] = [];
  const now = Array.from(orders[0]!, (_, i) => i);
  for (const order of orders)
    for (let i = now.length - 1; i > 0; i--) {
      const j = now.indexOf(order[i]!);
      draws.push((j + 0.5) / (i + 1));
      [now[i], now[j]] = [now[j]!, now[i]!];
    }
  return () => draws.shift()!;
}

test.each(["the engine", "tfjs's tape"])("by %s, the weights and averages are PyTorch's", async (way) => {
  const { pixels, labels, mean, deviation, settings, order } = golden;
  const bytes = fromTorch(pixels, true);
  const images = labeledImages({
    shape: [labels.length, 6, 6, 3],
    pixels: Uint8Array.from(bytes.dataSync()),
    labels: Uint8Array.from(labels),
    classes: 3,
    source: "the golden",
  });
  const model = network();
  for (const [name, numbers] of Object.entries(golden.before)) {
    const [layer, weight] = name.split("/") as [string, string];
    const tensor = fromTorch(numbers);
    model
      .getLayer(layer)
      .weights.find((each) => each.originalName.includes(weight))!
      .write(tensor);
    tensor.dispose();
  }
  const trained = await trainNetwork(model, {
    images,
    normalization: { mean, deviation },
    options: { ...settings, nesterov: true, augmentation: { crop: 0, flip: false } },
    rng: shufflesTo(order),
    engine: way === "the engine" ? trainingEngine() : undefined,
  });
  const numbers = (layer: string, weight: string): Float32Array =>
    model
      .getLayer(layer)
      .weights.find((each) => each.originalName.includes(weight))!
      .read()
      .dataSync<"float32">();
  for (const [name, expected] of Object.entries(golden.after)) {
    const [layer, weight] = name.split("/") as [string, string];
    const tensor = fromTorch(expected);
    expectClose([numbers(layer, weight)], [tensor.dataSync()], 1e-4);
    tensor.dispose();
  }
  for (const [layer, [average, variance]] of Object.entries(golden.averages) as [string, number[][]][])
    expectClose([numbers(layer, "moving_mean"), numbers(layer, "moving_variance")], [average!, variance!], 1e-4);
  const last = golden.losses.slice(-3);
  expect(trained.ok && trained.loss).toBeCloseTo(last.reduce((a, b) => a + b, 0) / 3, 5);
  bytes.dispose();
  disposeOf(model);
});
