/** PNG files of one size as images; gray becomes three equal channels, alpha is left out, 16 bits become 8. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { type Images, imagesFromBytes } from "../images.ts";
import { ImagesError } from "./images-error.ts";

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

async function readPng(path: string): Promise<Picture> {
  const bytes = await readFile(path);
  try {
    const { width, height, data } = PNG.sync.read(bytes);
    return { width, height, rgba: data };
  } catch (cause) {
    throw new ImagesError(path, `is no readable PNG: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The named PNG files of a folder, in the order given, as images; `source` is what the result says it is from. */
export async function readPngs(folder: string, names: readonly string[], source: string): Promise<Images> {
  const pictures: Picture[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const picture = await readPng(path);
    const { width, height } = pictures[0] ?? picture;
    if (picture.width !== width || picture.height !== height)
      throw new ImagesError(
        path,
        `is ${picture.width}×${picture.height}, but ${names[0]} is ${width}×${height}: all must have one size`,
      );
    pictures.push(picture);
  }
  const { width, height } = pictures[0]!;
  const rgb = new Uint8Array(pictures.length * width * height * 3);
  let to = 0;
  for (const { rgba } of pictures)
    for (let from = 0; from < rgba.length; from += 4) {
      rgb.set(rgba.subarray(from, from + 3), to);
      to += 3;
    }
  return imagesFromBytes([pictures.length, height, width, 3], rgb, source);
}
