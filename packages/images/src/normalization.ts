import type { Images } from "./images.ts";

/** Each channel's mean and deviation, where black is 0 and white 1. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * The normalization of a set of images: the mean and the standard deviation of each channel over all pixels.
 *
 * @example
 * ```ts
 * import { labeledImages, normalizationOf } from "@eznas/images";
 *
 * const images = labeledImages({
 *   shape: [2, 1, 1, 1],
 *   pixels: Uint8Array.of(0, 255),
 *   labels: Uint8Array.of(0, 0),
 *   classes: 1,
 *   source: "two pixels",
 * });
 * normalizationOf(images); // → { mean: [ 0.5 ], deviation: [ 0.5 ] }
 * ```
 */
export function normalizationOf({ pixels, shape }: Pick<Images, "pixels" | "shape">): Normalization {
  const channels = shape[3];
  const white = pixels instanceof Uint8Array ? 255 : 1;
  const count = pixels.length / channels;
  const [sums, squares] = [new Array<number>(channels).fill(0), new Array<number>(channels).fill(0)];
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i]! / white;
    sums[i % channels]! += value;
    squares[i % channels]! += value * value;
  }
  const mean = sums.map((sum) => sum / count);
  // A channel of one value has no deviation to divide by.
  const deviation = squares.map((sum, c) => Math.sqrt(Math.max(sum / count - mean[c]! ** 2, 0)) || 1);
  return { mean, deviation };
}
