/**
 * Milliseconds of one step of `model.fit` on a small network of plain tf.layers, the best of several, with the SIMD kernels
 * and with gradients composed of backend-wasm's own kernels, which alone cannot train it:
 *
 *   node --conditions=@eznas/source --import tsx packages/kernels/bench/fit.ts
 */
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";

const batch = 32;
for (const simd of [true, false]) {
  await useBackend("wasm", { simd });
  const block = (filters: number) => [
    layers.conv2d({ filters, kernelSize: 3, padding: "same" }),
    layers.batchNormalization(),
    layers.reLU(),
    layers.depthwiseConv2d({ kernelSize: 3, padding: "same" }),
    layers.maxPooling2d({ poolSize: 2 }),
  ];
  const model = sequential({
    layers: [
      layers.inputLayer({ inputShape: [32, 32, 3] }),
      ...block(32),
      ...block(64),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
  const x = tf.randomNormal([batch, 32, 32, 3]);
  const y = tf.oneHot(tf.zeros([batch], "int32"), 10);
  let fastest = Number.POSITIVE_INFINITY;
  for (let step = 0; step < (simd ? 30 : 6); step++) {
    const start = performance.now();
    await model.fit(x, y, { batchSize: batch, verbose: 0 });
    fastest = Math.min(fastest, performance.now() - start);
  }
  console.log(`${simd ? "SIMD" : "composed"}: ${fastest.toFixed(0)} ms`);
  tf.dispose([x, y]);
}
