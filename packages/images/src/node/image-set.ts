/** Where the images of a path or a name are: one reader for each file, whatever its form. */
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type Images, sharedBytes } from "../images.ts";
import { cifarBatches, decodeCifar } from "./cifar.ts";
import { readIdx } from "./idx.ts";
import { ImagesError } from "./images-error.ts";
import { isNpmData, packageFolder, readFashionMnist } from "./npm-data.ts";
import { decodeNpy } from "./npy.ts";
import { readPngs } from "./png.ts";

/** The images of a file or a folder of pictures, `limit` at most. */
export type Part = (limit: number) => Promise<Images>;

export interface ImageSet {
  readonly training: readonly Part[];
  /** Where a data set keeps some apart to test on. */
  readonly test: readonly Part[];
  /** How many classes there are, where it is not in the parts. */
  readonly classes?: number;
  readonly source: string;
}

const forms = "expected .npy, .png, CIFAR's .bin, MNIST's idx files, or a folder of them";

/**
 * The set at a path, or of the npm package of that name. Rejects with an ImagesError for
 * what holds no images that are read.
 */
export async function imageSet(path: string, { labeled }: { readonly labeled: boolean }): Promise<ImageSet> {
  if (path === "fashion-mnist") return { training: [readFashionMnist], test: [], source: path };
  if (isNpmData(path)) return { ...(await folderSet(join(await packageFolder(path), "data"), labeled)), source: path };
  return (await isFolder(path)) ? folderSet(path, labeled) : fileSet(path);
}

function fileSet(path: string): ImageSet {
  const one = (part: Part): ImageSet => ({ training: [part], test: [], source: path });
  if (idxForm.test(path)) return one(idxPart(path, undefined));
  switch (extname(path).toLowerCase()) {
    case ".npy":
      return one(async (limit) => decodeNpy(path, await readFile(path), limit));
    case ".png":
      return one(() => readPngs(dirname(path), [basename(path)], path));
    case ".bin":
      return one(cifarPart(path));
    default:
      throw new ImagesError(path, `is of an unknown kind: ${forms}`);
  }
}

async function folderSet(path: string, labeled: boolean): Promise<ImageSet> {
  const names = (await readdir(path)).sort();
  const { training, test } = cifarBatches(names);
  const batch = (name: string): Part => cifarPart(join(path, name));
  if (training.length + test.length > 0) return { training: training.map(batch), test: test.map(batch), source: path };
  const idx = names.filter((name) => idxForm.test(name));
  if (idx.length > 0) return idxSet(path, idx, names);
  const pngs = names.filter(isPng);
  if (pngs.length > 0 && !labeled)
    return { training: [(limit) => readPngs(path, pngs.slice(0, limit), path)], test: [], source: path };
  return classSet(path, names, labeled ? "" : "PNG files nor ");
}

const isPng = (name: string): boolean => extname(name).toLowerCase() === ".png";

const cifarPart =
  (path: string): Part =>
  async (limit) =>
    decodeCifar(path, await readFile(path), limit);

const idxForm = /-images[-.]idx3-ubyte(\.gz)?$/;

function idxSet(path: string, images: readonly string[], names: readonly string[]): ImageSet {
  const part = (name: string): Part => {
    const wanted = name.replace("-images", "-labels").replace("idx3", "idx1").replace(/\.gz$/, "");
    const labels = names.find((other) => other.replace(/\.gz$/, "") === wanted);
    if (!labels) throw new ImagesError(join(path, name), `has no labels: expected ${wanted} beside it`);
    return idxPart(join(path, name), join(path, labels));
  };
  const toTrain = (name: string): boolean => name.startsWith("train");
  return {
    training: images.filter(toTrain).map(part),
    test: images.filter((name) => !toTrain(name)).map(part),
    source: path,
  };
}

const idxPart =
  (path: string, labelsPath: string | undefined): Part =>
  async (limit) => {
    const { shape, bytes } = await readIdx(path, 3);
    const [all, height, width] = shape as [number, number, number];
    if (bytes.length === 0) throw new ImagesError(path, "has no images");
    const labels = labelsPath === undefined ? undefined : (await readIdx(labelsPath, 1)).bytes;
    if (labels && labels.length !== all)
      throw new ImagesError(path, `has ${all} images, but there are ${labels.length} labels for them`);
    const n = Math.min(limit, all);
    return {
      shape: [n, height, width, 1],
      pixels: bytes.subarray(0, n * height * width),
      ...(labels && { labels: labels.subarray(0, n), classes: labels.reduce((a, b) => Math.max(a, b), 0) + 1 }),
      source: path,
    };
  };

const mostClasses = 256;

async function classSet(path: string, names: readonly string[], others: string): Promise<ImageSet> {
  const folders: string[] = [];
  for (const name of names) if ((await stat(join(path, name))).isDirectory()) folders.push(name);
  if (folders.length === 0)
    throw new ImagesError(path, `has neither ${others}folders of PNGs, one for each class, nor CIFAR or MNIST files`);
  if (folders.length > mostClasses)
    throw new ImagesError(path, `has ${folders.length} folders, but a byte tells ${mostClasses} classes apart`);
  const part = (name: string, label: number): Part => {
    const folder = join(path, name);
    return async (limit) => {
      const pngs = (await readdir(folder)).filter(isPng).sort();
      if (pngs.length === 0) throw new ImagesError(folder, "has no PNG files");
      const images = await readPngs(folder, pngs.slice(0, limit), folder);
      return { ...images, labels: new Uint8Array(images.shape[0]).fill(label) };
    };
  };
  return { training: folders.map(part), test: [], classes: folders.length, source: path };
}

/**
 * The images of several parts in their order, `limit` at most. Rejects with an
 * ImagesError for parts of different sizes.
 */
export async function readParts(set: Omit<ImageSet, "test">, limit: number): Promise<Images> {
  const parts: Images[] = [];
  let n = 0;
  for (const read of set.training) {
    if (n >= limit) break;
    const part = await read(limit - n);
    const first = parts[0] ?? part;
    if (part.shape.slice(1).join() !== first.shape.slice(1).join())
      throw new ImagesError(
        part.source,
        `has images of ${part.shape.slice(1, 3).join("×")}, ` +
          `${basename(first.source)} ${first.shape.slice(1, 3).join("×")}`,
      );
    parts.push(part);
    n += part.shape[0];
  }
  const [first, ...more] = parts as [Images, ...Images[]];
  const classes = set.classes ?? largest(parts.flatMap((part) => part.classes ?? []));
  const known = classes === undefined ? {} : { classes };
  if (more.length === 0) return { ...first, ...known, source: set.source };
  // Only sets of bytes have several parts.
  const pixels = joined(parts.map((part) => part.pixels as Uint8Array));
  const labels = joined(parts.flatMap((part) => part.labels ?? []));
  const [, height, width, channels] = first.shape;
  return { shape: [n, height, width, channels], pixels, labels, ...known, source: set.source };
}

const largest = (numbers: readonly number[]): number | undefined =>
  numbers.length > 0 ? Math.max(...numbers) : undefined;

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = sharedBytes(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ImagesError(path, code === "ENOENT" ? "does not exist" : "may not be read, or is below a file", {
      cause,
    });
  }
}
