import * as tf from "@tensorflow/tfjs-core";
import { type ConvAttributes, type Slide, windowOf } from "../training/window.ts";
import { depthwiseInputGradient } from "./depthwise-input.ts";

/**
 * Gradient of average pooling: each place's gradient, divided by what its window holds
 * of the image, goes to all of that.
 *
 * Backend-wasm 4.22 has this kernel, but it divides by the whole window at padded edges, where the average did not.
 */
export function averagePoolGradient(
  { dy, input }: { dy: tf.Tensor4D; input: tf.Tensor4D },
  attributes: ConvAttributes & { filterSize: number | [number, number] },
): tf.Tensor4D {
  const { filterSize } = attributes;
  const [height, width] = typeof filterSize === "number" ? [filterSize, filterSize] : filterSize;
  const window: [number, number, number, number] = [height, width, input.shape[3], 1];
  const { rows, columns } = windowOf(input.shape, window, dy.shape, attributes);
  const inside = tf.mul(
    tf.tensor4d(counts(rows), [1, rows.output, 1, 1]),
    tf.tensor4d(counts(columns), [1, 1, columns.output, 1]),
  );
  return depthwiseInputGradient(
    { dy: tf.div(dy, inside), filter: tf.ones(window) },
    { ...attributes, inputShape: input.shape },
  );
}

/** How many elements of the input each window holds. */
function counts({ input, output, filter, stride, padding }: Slide): number[] {
  return Array.from({ length: output }, (_, place) => {
    const first = place * stride - padding;
    return Math.min(first + filter, input) - Math.max(first, 0);
  });
}
