import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { batcher, type Normalization } from "./batch.ts";
import type { LabeledImages } from "./labeled-images.ts";
import { checkModel } from "./train-network.ts";

export interface EvaluateOptions {
  readonly images: LabeledImages;
  /** That of the images which the network was trained on. */
  readonly normalization: Normalization;
  /** Images at a time, which changes nothing but the time. Default: 250. */
  readonly batch?: number;
}

/**
 * How many of the images a classifier puts into their class, in percent, by the largest logit, without augmentation.
 *
 * Throws a RangeError for a model of other shapes than the images'.
 *
 * @example See {@link trainNetwork}.
 */
export function evaluateNetwork(model: LayersModel, options: EvaluateOptions): { readonly accuracy: number } {
  const { images, normalization, batch = 250 } = options;
  checkModel("evaluateNetwork", model, images);
  const { labels, classes, shape } = images;
  const [n, ...size] = shape;
  const batches = batcher(images, normalization);
  let right = 0;
  for (let start = 0; start < n; start += batch) {
    const places = Uint32Array.from({ length: Math.min(batch, n - start) }, (_, i) => start + i);
    const logits = tf.tidy(() => {
      const x = tf.tensor(batches.plain(places), [places.length, ...size]);
      return (model.apply(x, { training: false }) as tf.Tensor).dataSync();
    });
    for (let i = 0; i < places.length; i++) if (largest(logits, i * classes, classes) === labels[start + i]) right++;
  }
  return { accuracy: (100 * right) / n };
}

function largest(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
