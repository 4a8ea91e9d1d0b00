/**
 * Trains a plain tf.layers network on the wasm backend, which by itself lacks the gradients of convolutions: with the
 * SIMD kernels of `@eznas/kernels`, and with gradients composed of the backend's own kernels.
 */

import { pixelValues } from "@eznas/images";
import { photographs } from "@eznas/images/photographs";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, layers, sequential } from "@tensorflow/tfjs-layers";

const images = photographs();
const [shape, data] = [images.shape, pixelValues(images)];
const subjects = 5; // the photographs alternate

function network() {
  const block = (filters: number, seed: number) => [
    layers.conv2d({
      filters,
      kernelSize: 3,
      padding: "same",
      useBias: false,
      kernelInitializer: initializers.heNormal({ seed }),
    }),
    layers.batchNormalization(),
    layers.reLU(),
    layers.maxPooling2d({ poolSize: 2 }),
  ];
  const model = sequential({
    layers: [
      layers.inputLayer({ inputShape: [32, 32, 3] }),
      ...block(16, 1),
      ...block(32, 2),
      layers.globalAveragePooling2d({}),
      layers.dense({
        units: subjects,
        activation: "softmax",
        kernelInitializer: initializers.glorotNormal({ seed: 3 }),
      }),
    ],
  });
  return model;
}

for (const simd of [false, true]) {
  await useBackend("wasm", { simd });
  const x = tf.tensor(data, [...shape]);
  const labels = tf.tensor1d(
    Array.from({ length: shape[0] }, (_, i) => i % subjects),
    "int32",
  );
  const y = tf.oneHot(labels, subjects);
  const model = network();
  const optimizer = tf.train.adam(0.01);
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  const epoch = () => model.fit(x, y, { batchSize: 32, epochs: 1, shuffle: false, verbose: 0 });
  const losses: number[] = [];
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 6; i++) {
    const start = performance.now();
    const { history } = await epoch();
    fastest = Math.min(fastest, performance.now() - start);
    losses.push(Number(history["loss"]![0]));
  }
  console.log(
    `${simd ? "SIMD kernels" : "composed    "}  loss ${losses[0]!.toFixed(3)} → ${losses.at(-1)!.toFixed(3)}  ` +
      `fastest epoch of ${shape[0]} images ${fastest.toFixed(0)} ms`,
  );
  model.dispose();
  optimizer.dispose();
  tf.dispose([x, y, labels]);
}
