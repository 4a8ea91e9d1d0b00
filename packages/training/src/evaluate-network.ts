import type { TrainingEngine } from "@eznas/engine/training";
import { batcher, type LabeledImages, type Normalization } from "@eznas/images";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { checkModel } from "./train-network.ts";

export interface EvaluateNetworkOptions {
  readonly images: LabeledImages;
  /** That of the images which the network was trained on. */
  readonly normalization: Normalization;
  /** Images at a time, which changes nothing but the time. Default: 250. */
  readonly batch?: number;
  /** As for `trainNetwork`. */
  readonly engine?: TrainingEngine | undefined;
}

/**
 * How many of the images a classifier puts into their class, in percent, by the largest logit, without augmentation.
 *
 * Throws a RangeError for a model of other shapes than the images' and for a batch that is no whole number from 1 up.
 *
 * @example See {@link trainNetwork}.
 */
export function evaluateNetwork(model: LayersModel, options: EvaluateNetworkOptions): { readonly accuracy: number } {
  const { images, normalization, batch = 250, engine } = options;
  checkModel("evaluateNetwork", model, images);
  if (!(Number.isInteger(batch) && batch >= 1))
    throw new RangeError(`evaluateNetwork: batch must be a whole number from 1 up, got ${batch}`);
  const { labels, classes, shape } = images;
  const [n, ...size] = shape;
  const batches = batcher(images, normalization);
  const whole = Math.min(batch, n);
  const byEngine = engine?.infer(model, whole);
  const byTape = (data: Float32Array, count: number): ArrayLike<number> =>
    tf.tidy(() => (model.apply(tf.tensor(data, [count, ...size]), { training: false }) as tf.Tensor).dataSync());
  let right = 0;
  for (let start = 0; start < n; start += whole) {
    const places = Uint32Array.from({ length: Math.min(whole, n - start) }, (_, i) => start + i);
    const data = batches.plain(places);
    const logits =
      typeof byEngine === "function" && places.length === whole ? byEngine(data) : byTape(data, places.length);
    for (let i = 0; i < places.length; i++) if (largest(logits, i * classes, classes) === labels[start + i]) right++;
  }
  return { accuracy: (100 * right) / n };
}

function largest(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
