import * as tf from "@tensorflow/tfjs-core";
import { type ConvAttributes, windowOf } from "../training/window.ts";
import { fit } from "./fit.ts";
import { spread } from "./spread.ts";
import { taps } from "./taps.ts";

/**
 * Gradient of max pooling: each place's gradient goes to the first element under its window that is the maximum.
 *
 * Backend-wasm 4.22 has this kernel, but it loses the gradient of every window whose maximum is negative.
 */
export function maxPoolGradient(
  { dy, input, output }: { dy: tf.Tensor4D; input: tf.Tensor4D; output: tf.Tensor4D },
  attributes: ConvAttributes & { filterSize: number | [number, number] },
): tf.Tensor4D {
  const { filterSize } = attributes;
  const [height, width] = typeof filterSize === "number" ? [filterSize, filterSize] : filterSize;
  const [, inputHeight, inputWidth, channels] = input.shape;
  const window = windowOf(input.shape, [height, width, channels, 1], dy.shape, attributes);
  const { rows, columns } = window;
  const maximum = tf.reshape(output, [-1, channels]);

  let unspent: tf.Tensor = tf.reshape(dy, [-1, channels]);
  const gradients = taps(input, window, Number.NEGATIVE_INFINITY).map((tap, at) => {
    const share = tf.mul(unspent, tf.cast(tf.equal(tap, maximum), "float32"));
    unspent = tf.sub(unspent, share);
    const top = Math.floor(at / width) * rows.dilation - rows.padding;
    const left = (at % width) * columns.dilation - columns.padding;
    const places = spread(tf.reshape(share, dy.shape), rows.stride, columns.stride);
    return fit(places, [top, inputHeight - top - places.shape[1]], [left, inputWidth - left - places.shape[2]]);
  });
  return tf.addN(gradients);
}
