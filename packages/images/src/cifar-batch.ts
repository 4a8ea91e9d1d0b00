import { cropper } from "./crop.ts";
import type { Images } from "./images.ts";

/** A mini-batch in a model's own layout. */
export interface ImageBatch {
  /** [batch, height, width, channels] */
  readonly shape: readonly number[];
  readonly data: Float32Array;
  /** The class of each image, where it is known. */
  readonly labels?: Uint8Array;
}

export interface CifarBatchOptions {
  /** How many images the batch has. Distinct ones while there are enough; with replacement otherwise. */
  readonly batch: number;
  readonly rng: () => number;
  /** Per channel; CIFAR-10's .4914, .4822, .4465 by default, for images in color. */
  readonly mean?: readonly number[];
  /** Per channel; .2023, .1994, .2010 by default, for images in color. */
  readonly std?: readonly number[];
  /** Black pixels around the image before a crop of its own size; 4 by default. */
  readonly pad?: number;
  /** Whether each image is mirrored with probability one half; yes by default. */
  readonly flip?: boolean;
}

/**
 * A training batch as the benchmarks make it: sampled images, padded with black, cropped at random, mirrored at random,
 * then normalized (so that padding becomes −mean/std). The result is [batch, height, width, channels], a model's own
 * layout, with labels if the images have them.
 *
 * Throws a RangeError for no images, a batch or padding that is not a whole number, and a mean or
 * deviation that is not one for each channel.
 *
 * @example
 * ```ts
 * import { cifarBatch } from "@eznas/images";
 * import { photographs } from "@eznas/images/photographs";
 *
 * const rng = () => 0.4;
 * const D = cifarBatch(photographs(), { batch: 2, rng });
 * D.shape; // → [ 2, 32, 32, 3 ]
 * D.data.length; // → 6144
 * ```
 */
export function cifarBatch(images: Images, options: CifarBatchOptions): ImageBatch {
  const { batch, rng, mean = [0.4914, 0.4822, 0.4465], std = [0.2023, 0.1994, 0.201], pad = 4, flip = true } = options;
  const [n, height, width, channels] = images.shape;
  if (n === 0) throw new RangeError(`cifarBatch: there are no images in ${images.source}`);
  if (!Number.isInteger(batch) || batch < 1)
    throw new RangeError(`cifarBatch: batch must be a positive whole number, got ${batch}`);
  if (!Number.isInteger(pad) || pad < 0) throw new RangeError(`cifarBatch: pad must be 0, 1, 2, …, got ${pad}`);
  for (const [name, { length }] of Object.entries({ mean, std }))
    if (length !== channels)
      throw new RangeError(`cifarBatch: ${name} must have a number for each of ${channels} channels, got ${length}`);

  // Rounded to a float first, as images of numbers are: a batch is the same, whichever its images are of.
  const crop = cropper(images, (value, c) => (Math.fround(value) - mean[c]!) / std[c]!);
  const size = height * width * channels;
  const data = new Float32Array(batch * size);
  const chosen = chooseImages(n, batch, rng);
  for (const [place, image] of chosen.entries()) {
    const down = integer(2 * pad + 1, rng) - pad;
    const right = integer(2 * pad + 1, rng) - pad;
    crop(image, { down, right, mirrored: flip && rng() < 0.5 }, data, place * size);
  }
  const labels = images.labels && { labels: Uint8Array.from(chosen, (image) => images.labels![image]!) };
  return { shape: [batch, height, width, channels], data, ...labels };
}

const integer = (n: number, rng: () => number): number => Math.floor(rng() * n);

function chooseImages(n: number, batch: number, rng: () => number): readonly number[] {
  if (batch > n) return Array.from({ length: batch }, () => integer(n, rng));
  // A Fisher-Yates shuffle that stops after `batch` and stores only what it moved.
  const moved = new Map<number, number>();
  return Array.from({ length: batch }, (_, i) => {
    const j = i + integer(n - i, rng);
    const chosen = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
    return chosen;
  });
}
