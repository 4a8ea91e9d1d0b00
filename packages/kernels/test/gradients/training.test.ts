import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";
import { agreesWithCpu, randomValues } from "../../src/testing.ts";

type Layer = Parameters<layers.Sequential["add"]>[0];

let before: number;
beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm");
});
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const padding = fc.constantFrom("same", "valid");
const slide = fc.record({ strides: fc.integer({ min: 1, max: 2 }), padding });

/** Recipes, not layers: each backend builds its own. */
const blocks = fc.oneof(
  fc.record({ slide, filters: fc.integer({ min: 1, max: 9 }), kernelSize: fc.integer({ min: 1, max: 3 }) }).map(
    ({ slide, ...rest }) =>
      () =>
        layers.layers.conv2d({ ...slide, ...rest } as Parameters<typeof layers.layers.conv2d>[0]),
  ),
  fc.record({ slide, depthMultiplier: fc.integer({ min: 1, max: 2 }), kernelSize: fc.integer({ min: 1, max: 3 }) }).map(
    ({ slide, ...rest }) =>
      () =>
        layers.layers.depthwiseConv2d({ ...slide, ...rest } as Parameters<typeof layers.layers.depthwiseConv2d>[0]),
  ),
  // Not "same": the cpu backend's gradient is wrong at padded edges.
  fc.record({ strides: fc.integer({ min: 1, max: 2 }), poolSize: fc.integer({ min: 1, max: 3 }) }).map(
    ({ strides, poolSize }) =>
      () =>
        layers.layers.averagePooling2d({ strides, poolSize }),
  ),
  fc.record({ slide, poolSize: fc.integer({ min: 1, max: 3 }) }).map(
    ({ slide, poolSize }) =>
      () =>
        layers.layers.maxPooling2d({ ...slide, poolSize } as { poolSize: number }),
  ),
  fc.constant(() => layers.layers.batchNormalization()),
  fc.constant(() => layers.layers.reLU()),
);

function network(inputShape: number[], recipes: readonly (() => Layer)[]): layers.Sequential {
  const model = layers.sequential({ layers: [layers.layers.activation({ activation: "linear", inputShape })] });
  for (const make of recipes) model.add(make());
  model.add(layers.layers.flatten());
  model.add(layers.layers.dense({ units: 3 }));
  return model;
}

test("a network of random layers has the cpu backend's gradients", () => {
  fc.assert(
    fc.property(
      fc.record({ size: fc.integer({ min: 8, max: 11 }), channels: fc.integer({ min: 1, max: 5 }) }),
      fc.array(blocks, { minLength: 1, maxLength: 4 }),
      randomValues(),
      ({ size, channels }, recipes, values) => {
        const inputShape = [size, size, channels];
        let sample: layers.Sequential;
        try {
          sample = network(inputShape, recipes);
        } catch {
          return; // "valid" layers ate the image
        }
        const shapes = sample.getWeights().map(({ shape }) => shape);
        sample.dispose();
        if (shapes.some((shape) => shape.includes(0))) return;
        agreesWithCpu([values([2, ...inputShape]), ...shapes.map(values)], ([x, ...weights]) => {
          const model = network(inputShape, recipes);
          const positive = weights.map((weight) => tf.abs(weight));
          model.setWeights(positive);
          const { value, grads } = tf.variableGrads(() =>
            tf.sum(tf.square(model.apply(x!, { training: true }) as tf.Tensor)),
          );
          model.dispose();
          tf.dispose(positive);
          return [value, ...Object.values(grads)];
        });
      },
    ),
    { numRuns: 200 },
  );
});

test("model.fit lowers the loss on wasm, without leaving tensors behind", async () => {
  const model = layers.sequential({
    layers: [
      layers.layers.conv2d({ inputShape: [9, 9, 3], filters: 5, kernelSize: 3, strides: 2, padding: "same" }),
      layers.layers.batchNormalization(),
      layers.layers.reLU(),
      layers.layers.depthwiseConv2d({ kernelSize: 3, padding: "same", depthMultiplier: 2 }),
      layers.layers.averagePooling2d({ poolSize: 3, strides: 1, padding: "same" }),
      layers.layers.maxPooling2d({ poolSize: 2, padding: "same" }),
      layers.layers.globalAveragePooling2d({}),
      layers.layers.dense({ units: 1 }),
    ],
  });
  const optimizer = tf.train.adam(0.01);
  model.compile({ optimizer, loss: "meanSquaredError" });
  const x = tf.randomNormal([32, 9, 9, 3], 0, 1, "float32", 7);
  const y: tf.Tensor = tf.tidy(() => tf.mean(tf.slice(x, [0, 0, 0, 0], [32, 9, 9, 1]), [1, 2]));
  const { history } = await model.fit(x, y, { epochs: 12, batchSize: 16, shuffle: false, verbose: 0 });
  const losses = history["loss"] as number[];
  expect(losses.at(-1)).toBeLessThan(0.7 * losses[0]!);
  optimizer.dispose();
  model.dispose();
  tf.dispose([x, y]);
});
