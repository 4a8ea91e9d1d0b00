import * as tf from "@tensorflow/tfjs-core";
import { type ConvAttributes, type Slide, windowOf } from "../training/window.ts";
import { fit, type Margin } from "./fit.ts";
import { spread } from "./spread.ts";

/**
 * Gradient of a depthwise convolution by its input: the output's gradient, spread out by the stride, convolved with the
 * reversed filter, and summed over the channels that were made of one.
 */
export function depthwiseInputGradient(
  { dy, filter }: { dy: tf.Tensor4D; filter: tf.Tensor4D },
  attributes: ConvAttributes & { inputShape: [number, number, number, number] },
): tf.Tensor4D {
  const [height, width, channels, multiplier] = filter.shape;
  const { rows, columns } = windowOf(attributes.inputShape, filter.shape, dy.shape, attributes);
  const reversed = tf.reshape(tf.reverse(filter, [0, 1]), [height, width, channels * multiplier, 1]) as tf.Tensor4D;
  const change = fit(spread(dy, rows.stride, columns.stride), margin(rows), margin(columns));
  const dilations: [number, number] = [rows.dilation, columns.dilation];
  const each = tf.depthwiseConv2d(change, reversed, 1, "valid", "NHWC", dilations);
  if (multiplier === 1) return each;
  const [batch, inputHeight, inputWidth] = attributes.inputShape;
  return tf.reshape(
    tf.sum(tf.reshape(each, [batch * inputHeight * inputWidth, channels, multiplier]), 2),
    attributes.inputShape,
  );
}

function margin({ input, output, filter, stride, dilation, padding }: Slide): Margin {
  const reach = (filter - 1) * dilation;
  return [reach - padding, input + padding - output * stride];
}
