import * as tf from "@tensorflow/tfjs-core";
import { type ConvAttributes, windowOf } from "../training/window.ts";
import { taps } from "./taps.ts";

/** Gradient of a convolution by its filter: each tap's channels, correlated with the output's gradient. */
export function conv2dFilterGradient(
  { x, dy }: { x: tf.Tensor4D; dy: tf.Tensor4D },
  attributes: ConvAttributes & { filterShape: [number, number, number, number] },
): tf.Tensor4D {
  const channels = dy.shape[3];
  const window = windowOf(x.shape, attributes.filterShape, dy.shape, attributes);
  const change = tf.reshape(dy, [-1, channels]) as tf.Tensor2D;
  // Backend-wasm multiplies by a transposed matrix many times slower than it transposes one.
  const gradients = taps(x, window).map((tap) => tf.matMul(tf.transpose(tap), change));
  return tf.reshape(tf.concat(gradients, 0), attributes.filterShape);
}
