import { trainingEngine } from "@eznas/engine/training";
import { normalizationOf } from "@eznas/images";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { evaluateNetwork } from "../src/index.ts";
import { convNet, disposeOf } from "./models.ts";
import { noise } from "./toy-images.ts";

beforeAll(() => useBackend("wasm"));

const images = noise({ n: 23, height: 8, width: 8, channels: 3, classes: 3 });
const normalization = normalizationOf(images);

test("the accuracy is the share of images whose largest logit is their label's, whatever the batch", () => {
  const before = tf.memory().numTensors;
  const model = convNet([8, 8, 3], 3);
  const { mean, deviation } = normalization;
  const right = tf.tidy(() => {
    const all = tf.tensor4d(Array.from(images.pixels), [23, 8, 8, 3]);
    const x = tf.div(tf.sub(tf.div(all, 255), [...mean]), [...deviation]);
    const guesses = tf.argMax(model.predict(x) as tf.Tensor, 1).dataSync();
    return guesses.filter((guess, i) => guess === images.labels[i]).length;
  });
  expect(right).toBeGreaterThan(0);
  for (const batch of [1, 5, 22, 23, 250])
    for (const engine of [undefined, trainingEngine()])
      expect(evaluateNetwork(model, { images, normalization, batch, engine })).toEqual({
        accuracy: (100 * right) / 23,
      });
  expect(evaluateNetwork(model, { images, normalization })).toEqual({ accuracy: (100 * right) / 23 });
  disposeOf(model);
  expect(tf.memory().numTensors).toBe(before);
});

test("of equal logits the first counts", () => {
  const model = sequential({
    layers: [
      layers.flatten({ inputShape: [8, 8, 3] }),
      layers.dense({ units: 3, kernelInitializer: "zeros", useBias: false }),
    ],
  });
  const zeros = { ...images, labels: new Uint8Array(23) };
  expect(evaluateNetwork(model, { images: zeros, normalization }).accuracy).toBe(100);
  expect(evaluateNetwork(model, { images, normalization }).accuracy).toBeCloseTo((100 * 8) / 23, 9);
  disposeOf(model);
});

test("a model of other shapes and a batch that is none are refused", () => {
  const model = convNet([4, 4, 3], 3);
  expect(() => evaluateNetwork(model, { images, normalization })).toThrow(
    new RangeError("evaluateNetwork: the model takes 4×4×3, but the images of noise are 8×8×3"),
  );
  const small = noise({ n: 2, height: 4, width: 4, channels: 3, classes: 3 });
  for (const batch of [0, -1, 1.5])
    expect(() => evaluateNetwork(model, { images: small, normalization, batch })).toThrow(
      new RangeError(`evaluateNetwork: batch must be a whole number from 1 up, got ${batch}`),
    );
  disposeOf(model);
});
