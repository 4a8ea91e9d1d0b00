import * as tf from "@tensorflow/tfjs-core";
import type { Slide, Window } from "../training/window.ts";
import { fit, type Margin } from "./fit.ts";

/**
 * For each tap of the filter, row by row, what of the input lies under it at every place of the output: a matrix of
 * places (batch, rows, columns) by channels.
 */
export function taps(x: tf.Tensor4D, { rows, columns }: Window, padding = 0): tf.Tensor2D[] {
  const [batch, , , channels] = x.shape;
  const padded = fit(x, margin(rows), margin(columns), padding);
  const places = batch * rows.output * columns.output;
  return range(rows.filter).flatMap((row) =>
    range(columns.filter).map((column) => {
      const [top, left] = [row * rows.dilation, column * columns.dilation];
      const under = tf.stridedSlice(
        padded,
        [0, top, left, 0],
        [batch, top + span(rows), left + span(columns), channels],
        [1, rows.stride, columns.stride, 1],
      );
      return tf.reshape(under, [places, channels]) as tf.Tensor2D;
    }),
  );
}

/** From the first place of a tap to its last. */
function span({ output, stride }: Slide): number {
  return (output - 1) * stride + 1;
}

function margin(slide: Slide): Margin {
  const reach = span(slide) + (slide.filter - 1) * slide.dilation;
  return [slide.padding, reach - slide.padding - slide.input];
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
