import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import type { Images } from "../images.ts";
import { cifar10Batches, readCifar10 } from "./cifar10.ts";
import { ImagesError } from "./images-error.ts";
import { decodeNpy } from "./npy.ts";
import { readPngs } from "./png-folder.ts";

export interface ReadImagesOptions {
  /** Reads no more than the first so many images; all by default. CIFAR-10's training set takes 614 MB as floats. */
  readonly limit?: number;
}

/**
 * Images from a file or a folder:
 *
 * - `.npy`: uint8 (0 to 255), float32 or float64 (0 to 1), as [n, h, w, 3], [h, w, 3] or [n, 3, h, w];
 * - a `.png` file, or a folder of them in the order of their names, all of one size;
 * - a CIFAR-10 binary batch (`.bin`), or a folder with `data_batch_*.bin` (else with `test_batch.bin`).
 *
 * Rejects with an ImagesError, which names the file, for an unknown kind, an empty folder, mixed sizes and damaged files.
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
  if (await isFolder(path)) return readFolder(path, limit);
  switch (extname(path).toLowerCase()) {
    case ".npy":
      return decodeNpy(path, await readFile(path), limit);
    case ".png":
      return readPngs(dirname(path), [basename(path)], path);
    case ".bin":
      return { ...(await readCifar10(dirname(path), [basename(path)], limit)), source: path };
    default:
      throw new ImagesError(path, "is of an unknown kind: expected .npy, .png, CIFAR-10's .bin, or a folder of them");
  }
}

async function readFolder(path: string, limit: number): Promise<Images> {
  const names = await readdir(path);
  const batches = cifar10Batches(names);
  if (batches.length > 0) return readCifar10(path, batches, limit);
  const pngs = names.filter((name) => extname(name).toLowerCase() === ".png").sort();
  if (pngs.length === 0) throw new ImagesError(path, "has neither PNG files nor CIFAR-10 batches");
  return readPngs(path, pngs.slice(0, limit), path);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new ImagesError(path, "does not exist", { cause });
  }
}
