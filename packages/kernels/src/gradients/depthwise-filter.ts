import * as tf from "@tensorflow/tfjs-core";
import { type ConvAttributes, windowOf } from "../training/window.ts";
import { taps } from "./taps.ts";

/** Gradient of a depthwise convolution by its filter: each tap's channel times those made of it, summed over places. */
export function depthwiseFilterGradient(
  { x, dy }: { x: tf.Tensor4D; dy: tf.Tensor4D },
  attributes: ConvAttributes & { filterShape: [number, number, number, number] },
): tf.Tensor4D {
  const [, , channels, multiplier] = attributes.filterShape;
  const window = windowOf(x.shape, attributes.filterShape, dy.shape, attributes);
  const change = tf.reshape(dy, [-1, channels, multiplier]);
  const places = change.shape[0]!;
  const ones: tf.Tensor2D = tf.ones([1, places]);
  const gradients = taps(x, window).map((tap) => {
    const products = tf.mul(tf.reshape(tap, [places, channels, 1]), change);
    // A product with ones is the sum over places that needs no transposition.
    return tf.matMul(ones, tf.reshape(products, [places, channels * multiplier]) as tf.Tensor2D);
  });
  return tf.reshape(tf.concat(gradients, 0), attributes.filterShape);
}
