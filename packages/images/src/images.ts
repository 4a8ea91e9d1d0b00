/** `n` images of one size, of bytes or of numbers, with or without the class of each. */
import { sizeOf } from "./size-of.ts";

export interface Images {
  /** One channel is gray, three are red, green and blue. */
  readonly shape: readonly [n: number, height: number, width: number, channels: number];
  /**
   * In row order, channels last: bytes, of which 255 stands for 1, or numbers between 0 and 1. Bytes are over a
   * `SharedArrayBuffer` where workers are to read them without a copy.
   */
  readonly pixels: Uint8Array | Float32Array;
  /** The class of each image, where it is known. */
  readonly labels?: Uint8Array;
  /** How many classes there are, where it is known. */
  readonly classes?: number;
  /** Where they come from, for tables and reports: a name or a path. */
  readonly source: string;
}

/** Images as bytes, with a label from 0 to `classes − 1` for each: what a network learns from. */
export interface LabeledImages extends Images {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  readonly classes: number;
}

/**
 * Checks that pixels and labels are as many as the shape says and that every label is a class.
 *
 * Throws a RangeError that names what does not fit.
 *
 * @example
 * ```ts
 * import { labeledImages } from "@eznas/images";
 *
 * const two = labeledImages({
 *   shape: [2, 1, 1, 3],
 *   pixels: Uint8Array.of(0, 0, 0, 255, 255, 255),
 *   labels: Uint8Array.of(0, 1),
 *   classes: 2,
 *   source: "black and white",
 * });
 * two.labels.length; // → 2
 * ```
 */
export function labeledImages(images: LabeledImages): LabeledImages {
  const { shape, pixels, labels, classes, source } = images;
  const [n, ...size] = shape;
  const expected = sizeOf(shape);
  if (n === 0) throw new RangeError(`labeledImages: there are no images in ${source}`);
  if (pixels.length !== expected)
    throw new RangeError(
      `labeledImages: ${source} must have ${n} images of ${size.join("×")}, ${expected} bytes, got ${pixels.length}`,
    );
  if (labels.length !== n)
    throw new RangeError(
      `labeledImages: ${source} must have a label for each of its ${n} images, got ${labels.length}`,
    );
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0)
    throw new RangeError(
      `labeledImages: the labels of ${source} must be from 0 to ${classes - 1}, ` +
        `got ${labels[wrong]} for image ${wrong}`,
    );
  return images;
}

/**
 * The images at these places, in their order, with their labels.
 *
 * @example
 * ```ts
 * import { imagesAt, labeledImages } from "@eznas/images";
 *
 * const pixels = Uint8Array.of(0, 100, 255);
 * const labels = Uint8Array.of(0, 1, 1);
 * const three = labeledImages({ shape: [3, 1, 1, 1], pixels, labels, classes: 2, source: "three pixels" });
 * [...imagesAt(three, [2, 0]).pixels]; // → [ 255, 0 ]
 * ```
 */
export function imagesAt(images: LabeledImages, places: ArrayLike<number>): LabeledImages {
  const [, height, width, channels] = images.shape;
  const size = height * width * channels;
  const pixels = sharedBytes(places.length * size);
  const labels = sharedBytes(places.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    pixels.set(images.pixels.subarray(place * size, (place + 1) * size), i * size);
    labels[i] = images.labels[place]!;
  }
  return { ...images, shape: [places.length, height, width, channels], pixels, labels };
}

/**
 * Pixels as numbers between 0 and 1, in the images' order.
 *
 * @example
 * ```ts
 * import { pixelValues } from "@eznas/images";
 *
 * [...pixelValues({ pixels: Uint8Array.of(0, 255) })]; // → [ 0, 1 ]
 * ```
 */
export const pixelValues = ({ pixels }: Pick<Images, "pixels">): Float32Array =>
  pixels instanceof Float32Array ? pixels : Float32Array.from(pixels, (byte) => byte / 255);

/**
 * Bytes that worker threads get without a copy, where the platform lets threads share memory.
 *
 * @example
 * ```ts
 * import { sharedBytes } from "@eznas/images";
 *
 * sharedBytes(2); // → Uint8Array(2) [ 0, 0 ]
 * ```
 */
export function sharedBytes(length: number): Uint8Array {
  return typeof SharedArrayBuffer === "undefined"
    ? new Uint8Array(length)
    : new Uint8Array(new SharedArrayBuffer(length));
}
