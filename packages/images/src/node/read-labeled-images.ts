import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type LabeledImages, labeledImages, sharedBytes } from "../labeled-images.ts";
import { decodeCifar10 } from "./cifar10.ts";
import { decodeIdx } from "./idx.ts";
import { ImagesError } from "./images-error.ts";
import { readImages } from "./read-images.ts";

/**
 * Images with their classes from a folder:
 *
 * - a folder for every class, in the order of their names, with PNGs of one size;
 * - CIFAR-10's binary batches (`data_batch_*.bin` and `test_batch.bin`, all of them);
 * - MNIST's form, `*-images-idx3-ubyte` and `*-labels-idx1-ubyte` (or `….gz`), of which `train-*` come first.
 *
 * All the images are one set: `splitImages` divides it. Rejects with an ImagesError, which names the file, for a folder with
 * none of these and for damaged files.
 *
 * @example
 * ```ts
 * import { ImagesError } from "@eznas/images/node";
 * import { readLabeledImages } from "@eznas/images/node";
 *
 * const refusal = await readLabeledImages("docs/decisions").catch((error: unknown) => error);
 * refusal instanceof ImagesError; // → true
 * ```
 */
export async function readLabeledImages(path: string): Promise<LabeledImages> {
  const names = await namesIn(path);
  const batches = names.filter((name) => /^(data_batch_\d+|test_batch)\.bin$/.test(name));
  if (batches.length > 0) return readCifar10(path, batches);
  const images = names.filter((name) => /-images[-.]idx3-ubyte(\.gz)?$/.test(name));
  if (images.length > 0) return readIdx(path, images, names);
  const folders: string[] = [];
  for (const name of names) if ((await stat(join(path, name))).isDirectory()) folders.push(name);
  if (folders.length === 0)
    throw new ImagesError(path, "has neither folders of PNGs, one for each class, nor CIFAR-10 or MNIST files");
  return readClassFolders(path, folders);
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ImagesError(path, code === "ENOTDIR" ? "is no folder" : "does not exist or may not be read", { cause });
  }
}

async function readCifar10(path: string, batches: readonly string[]): Promise<LabeledImages> {
  const parts = await Promise.all(
    batches.map(async (name) => decodeCifar10(join(path, name), await readFile(join(path, name)))),
  );
  const pixels = joined(parts.map((part) => part.pixels));
  const labels = joined(parts.map((part) => part.labels));
  return labeledImages({ shape: [labels.length, 32, 32, 3], pixels, labels, classes: 10, source: path });
}

async function readIdx(path: string, images: readonly string[], names: readonly string[]): Promise<LabeledImages> {
  const sets = await Promise.all(
    images
      .toSorted((a, b) => Number(b.startsWith("train")) - Number(a.startsWith("train")))
      .map(async (name) => {
        const wanted = name.replace("-images", "-labels").replace("idx3", "idx1").replace(/\.gz$/, "");
        const labels = names.find((other) => other.replace(/\.gz$/, "") === wanted);
        if (!labels) throw new ImagesError(join(path, name), `has no labels: expected ${wanted} beside it`);
        return {
          name,
          images: await decodeIdx(join(path, name), 3),
          labels: await decodeIdx(join(path, labels), 1),
        };
      }),
  );
  const [, height, width] = sets[0]!.images.shape as [number, number, number];
  for (const { name, images, labels } of sets) {
    const [n, ...size] = images.shape;
    if (images.bytes.length === 0) throw new ImagesError(join(path, name), "has no images");
    if (n !== labels.bytes.length)
      throw new ImagesError(join(path, name), `has ${n} images, but there are ${labels.bytes.length} labels for them`);
    if (size.join() !== `${height},${width}`)
      throw new ImagesError(join(path, name), `has images of ${size.join("×")}, ${sets[0]!.name} ${height}×${width}`);
  }
  const pixels = joined(sets.map(({ images }) => images.bytes));
  const labels = joined(sets.map(({ labels }) => labels.bytes));
  return labeledImages({
    shape: [labels.length, height, width, 1],
    pixels,
    labels,
    classes: labels.reduce((most, label) => Math.max(most, label), 0) + 1,
    source: path,
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = sharedBytes(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const mostClasses = 256;

async function readClassFolders(path: string, folders: readonly string[]): Promise<LabeledImages> {
  if (folders.length > mostClasses)
    throw new ImagesError(path, `has ${folders.length} folders, but a byte tells ${mostClasses} classes apart`);
  const sets = [];
  for (const name of folders) sets.push(await readImages(join(path, name)));
  const [, height, width, channels] = sets[0]!.shape;
  for (const { shape, source } of sets)
    if (shape[1] !== height || shape[2] !== width)
      throw new ImagesError(source, `has images of ${shape[1]}×${shape[2]}, the first class ${height}×${width}`);
  return labeledImages({
    shape: [sets.reduce((sum, { shape }) => sum + shape[0], 0), height, width, channels],
    pixels: joined(sets.map(({ data }) => Uint8Array.from(data, (value) => Math.round(value * 255)))),
    labels: joined(sets.map(({ shape }, label) => new Uint8Array(shape[0]).fill(label))),
    classes: folders.length,
    source: path,
  });
}
