/** CIFAR-10's binary batches: records of one label byte and 3072 bytes, the red, green and blue planes of 32×32. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Images, imagesFromBytes } from "../images.ts";
import { ImagesError } from "./images-error.ts";

const pixels = 32 * 32;
const recordBytes = 1 + 3 * pixels;

/** RGB bytes in row order, and a label for each image. */
export interface Cifar10Bytes {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** The images in the bytes of a batch. Throws an ImagesError, which names `path`, for bytes that are no whole records and for a label above 9. */
export function decodeCifar10(path: string, bytes: Uint8Array, limit: number = Number.POSITIVE_INFINITY): Cifar10Bytes {
  if (bytes.length === 0 || bytes.length % recordBytes !== 0)
    throw new ImagesError(path, `has ${bytes.length} bytes, but CIFAR-10 records have ${recordBytes}: it is truncated`);
  const n = Math.min(limit, bytes.length / recordBytes);
  const rgb = new Uint8Array(n * 3 * pixels);
  const labels = new Uint8Array(n);
  for (let image = 0; image < n; image++) {
    const label = bytes[image * recordBytes]!;
    if (label > 9) throw new ImagesError(path, `record ${image} has label ${label}, CIFAR-10's are 0 to 9`);
    labels[image] = label;
    const planes = image * recordBytes + 1;
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let channel = 0; channel < 3; channel++)
        rgb[(image * pixels + pixel) * 3 + channel] = bytes[planes + channel * pixels + pixel]!;
  }
  return { pixels: rgb, labels };
}

/** The training batches among a folder's files, or the test batch if there are none. */
export function cifar10Batches(names: readonly string[]): readonly string[] {
  const training = names.filter((name) => /^data_batch_\d+\.bin$/.test(name)).sort();
  return training.length > 0 ? training : names.filter((name) => name === "test_batch.bin");
}

/** The images of several batches of a folder, in order, `limit` at most. */
export async function readCifar10(folder: string, batches: readonly string[], limit: number): Promise<Images> {
  const parts: (Images & Pick<Cifar10Bytes, "labels">)[] = [];
  let n = 0;
  for (const name of batches) {
    if (n >= limit) break;
    const path = join(folder, name);
    const { pixels, labels } = decodeCifar10(path, await readFile(path), limit - n);
    const part = imagesFromBytes([labels.length, 32, 32, 3], pixels, path);
    parts.push({ ...part, labels });
    n += part.shape[0];
  }
  const data = new Float32Array(n * 3 * pixels);
  const labels = new Uint8Array(n);
  let offset = 0;
  for (const part of parts) {
    data.set(part.data, offset * 3 * pixels);
    labels.set(part.labels, offset);
    offset += part.shape[0];
  }
  return { shape: [n, 32, 32, 3], data, labels, source: folder };
}
