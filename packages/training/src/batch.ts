import type { LabeledImages } from "@eznas/images";

/** Each channel's mean and deviation, of bytes over 255. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * The normalization of a set of images: the mean and the standard deviation of each channel over all pixels.
 *
 * @example
 * ```ts
 * import { labeledImages } from "@eznas/images";
 * import { normalizationOf } from "@eznas/training";
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
export function normalizationOf({ pixels, shape }: LabeledImages): Normalization {
  const channels = shape[3];
  const count = pixels.length / channels;
  const [sums, squares] = [new Array<number>(channels).fill(0), new Array<number>(channels).fill(0)];
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i]! / 255;
    sums[i % channels]! += value;
    squares[i % channels]! += value * value;
  }
  const mean = sums.map((sum) => sum / count);
  // A channel of one value has no deviation to divide by.
  const deviation = squares.map((sum, c) => Math.sqrt(Math.max(sum / count - mean[c]! ** 2, 0)) || 1);
  return { mean, deviation };
}

export interface Augmentation {
  /** Black pixels around an image before a crop of its own size; 0 for no crop. */
  readonly crop: number;
  /** Whether an image is mirrored, left and right, with probability one half. */
  readonly flip: boolean;
}

/** Turns images into what a network takes. */
export interface Batcher {
  /** The images at these places, normalized, as numbers in the order [image, row, column, channel]. */
  plain(places: ArrayLike<number>): Float32Array;
  /** The same, each cropped and mirrored at random before. */
  augmented(places: ArrayLike<number>, augmentation: Augmentation, rng: () => number): Float32Array;
}

export function batcher({ pixels, shape }: LabeledImages, { mean, deviation }: Normalization): Batcher {
  const [, height, width, channels] = shape;
  const size = height * width * channels;
  // Of every channel, what each of the 256 bytes becomes.
  const values = mean.map((m, c) => Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - m) / deviation[c]!));

  const put = (
    data: Float32Array,
    start: number,
    place: number,
    down: number,
    right: number,
    mirrored: boolean,
  ): void => {
    let to = start;
    const from = place * size;
    for (let y = 0; y < height; y++) {
      const row = y + down;
      for (let x = 0; x < width; x++) {
        const column = (mirrored ? width - 1 - x : x) + right;
        const inside = row >= 0 && row < height && column >= 0 && column < width;
        const at = from + (row * width + column) * channels;
        for (let c = 0; c < channels; c++) data[to++] = values[c]![inside ? pixels[at + c]! : 0]!;
      }
    }
  };
  return {
    plain(places) {
      const data = new Float32Array(places.length * size);
      for (let i = 0; i < places.length; i++) put(data, i * size, places[i]!, 0, 0, false);
      return data;
    },
    augmented(places, { crop, flip }, rng) {
      const data = new Float32Array(places.length * size);
      const shift = (): number => (crop > 0 ? Math.floor(rng() * (2 * crop + 1)) - crop : 0);
      for (let i = 0; i < places.length; i++) {
        const [down, right] = [shift(), shift()];
        put(data, i * size, places[i]!, down, right, flip && rng() < 0.5);
      }
      return data;
    },
  };
}
