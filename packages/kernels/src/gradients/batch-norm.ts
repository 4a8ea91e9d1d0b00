import * as tf from "@tensorflow/tfjs-core";
import { replaceGradient } from "./replace-gradient.ts";

/**
 * Lets the gradient of `tf.batchNorm`, which tf.layers trains with, broadcast the statistics of each channel on wasm.
 * The stock one repeats them in memory for every pixel, which takes as long there as all the convolutions around it.
 */
export function replaceBatchNormGradient(): void {
  replaceGradient(tf.FusedBatchNorm, (stock) => (gradient, saved, attributes) => {
    const [dy, x, mean, variance, scale] = [gradient as tf.Tensor, ...saved] as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    if (tf.getBackend() !== "wasm" || mean.rank !== 1) return stock(gradient, saved, attributes);
    const { varianceEpsilon } = attributes as unknown as tf.FusedBatchNormAttrs;
    const overPixels = x.shape.slice(1).map((_, axis) => axis);
    const inverse = tf.rsqrt(tf.add(variance, varianceEpsilon));
    const factor = tf.mul(inverse, scale);
    const sum = tf.sum(dy, overPixels);
    const correlation = tf.mul(tf.sum(tf.mul(dy, tf.sub(x, mean)), overPixels), inverse);
    return {
      x: () => tf.mul(dy, factor),
      mean: () => tf.neg(tf.mul(sum, factor)),
      variance: () => tf.mul(tf.mul(correlation, factor), tf.mul(inverse, -0.5)),
      scale: () => correlation,
      offset: () => sum,
    };
  });
}
