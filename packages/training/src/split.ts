import { imagesAt, type LabeledImages } from "@eznas/images";

/** What a network learns from, what ranks it, and what tests it. */
export interface ImageSplit {
  readonly train: LabeledImages;
  readonly valid: LabeledImages;
  readonly test: LabeledImages;
}

export interface SplitSizes {
  readonly train: number;
  readonly valid: number;
  readonly test: number;
}

/**
 * Draws three disjoint sets of images in which every class has the same share, as nearly as the sizes allow.
 *
 * The draw is random by class, then dealt class by class; a class that runs out leaves its share to the others. Throws
 * a RangeError for sizes that are no whole numbers from 1 up and for more images than there are.
 *
 * @example
 * ```ts
 * import { labeledImages } from "@eznas/images";
 * import { splitImages } from "@eznas/training";
 *
 * const images = labeledImages({
 *   shape: [6, 1, 1, 1],
 *   pixels: Uint8Array.of(0, 1, 2, 3, 4, 5),
 *   labels: Uint8Array.of(0, 1, 0, 1, 0, 1),
 *   classes: 2,
 *   source: "even and odd",
 * });
 * const { train, valid } = splitImages(images, { train: 2, valid: 2, test: 2 }, () => 0);
 * [[...train.labels], [...valid.labels]]; // → [ [ 0, 1 ], [ 0, 1 ] ]
 * ```
 */
export function splitImages(images: LabeledImages, sizes: SplitSizes, rng: () => number): ImageSplit {
  for (const name of ["train", "valid", "test"] as const) {
    const size = sizes[name];
    if (!(Number.isInteger(size) && size >= 1))
      throw new RangeError(`splitImages: ${name} must be a whole number from 1 up, got ${size}`);
  }
  const total = sizes.train + sizes.valid + sizes.test;
  const [n] = images.shape;
  if (total > n)
    throw new RangeError(
      `splitImages: ${sizes.train} + ${sizes.valid} + ${sizes.test} images are asked for, ` +
        `but ${images.source} has ${n}`,
    );
  const queues = Array.from({ length: images.classes }, (): number[] => []);
  images.labels.forEach((label, place) => void queues[label]!.push(place));
  for (const queue of queues) shuffle(queue, rng);
  const drawn: number[] = [];
  for (let next = 0; drawn.length < total; next++) {
    const place = queues[next % queues.length]!.pop();
    if (place !== undefined) drawn.push(place);
  }
  const part = (from: number, size: number): LabeledImages => imagesAt(images, drawn.slice(from, from + size));
  return {
    train: part(0, sizes.train),
    valid: part(sizes.train, sizes.valid),
    test: part(sizes.train + sizes.valid, sizes.test),
  };
}

/** Fisher and Yates's shuffle, in place. */
export function shuffle(items: { length: number; [index: number]: number }, rng: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    const kept = items[i]!;
    items[i] = items[j]!;
    items[j] = kept;
  }
}
