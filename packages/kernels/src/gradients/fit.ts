import * as tf from "@tensorflow/tfjs-core";

/** `before` and `after` of an axis: how much to pad at that end, or, if negative, how many elements to cut off. */
export type Margin = readonly [before: number, after: number];

/** An image with its rows and columns padded, with zeros if nothing else is said, or cropped. */
export function fit(image: tf.Tensor4D, rows: Margin, columns: Margin, padding = 0): tf.Tensor4D {
  const add = ([before, after]: Margin): [number, number] => [Math.max(0, before), Math.max(0, after)];
  const cut = (margin: number) => Math.max(0, -margin);
  const padded = tf.pad(image, [[0, 0], add(rows), add(columns), [0, 0]], padding);
  const [batch, height, width, channels] = padded.shape;
  return tf.slice(
    padded,
    [0, cut(rows[0]), cut(columns[0]), 0],
    [batch, height - cut(rows[0]) - cut(rows[1]), width - cut(columns[0]) - cut(columns[1]), channels],
  );
}
