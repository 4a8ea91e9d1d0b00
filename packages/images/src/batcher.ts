import { cropper, type Window, whole } from "./crop.ts";
import type { Images } from "./images.ts";
import type { Normalization } from "./normalization.ts";

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

/**
 * A batcher of images, normalized by each channel's mean and deviation.
 *
 * @example
 * ```ts
 * import { batcher, normalizationOf } from "@eznas/images";
 * import { photographs } from "@eznas/images/photographs";
 *
 * const images = photographs();
 * const batches = batcher(images, normalizationOf(images));
 * batches.plain([0, 5]).length; // → 6144
 * ```
 */
export function batcher(images: Images, { mean, deviation }: Normalization): Batcher {
  const [, height, width, channels] = images.shape;
  const size = height * width * channels;
  const put = cropper(images, (value, c) => (value - mean[c]!) / deviation[c]!);
  const batch = (places: ArrayLike<number>, windowOf: () => Window): Float32Array => {
    const data = new Float32Array(places.length * size);
    for (let i = 0; i < places.length; i++) put(places[i]!, windowOf(), data, i * size);
    return data;
  };
  return {
    plain: (places) => batch(places, () => whole),
    augmented(places, { crop, flip }, rng) {
      const shift = (): number => (crop > 0 ? Math.floor(rng() * (2 * crop + 1)) - crop : 0);
      return batch(places, () => {
        const [down, right] = [shift(), shift()];
        return { down, right, mirrored: flip && rng() < 0.5 };
      });
    },
  };
}
