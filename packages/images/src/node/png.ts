/** PNG files of one size as images; gray becomes three equal channels, alpha is left out, 16 bits become 8. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { type Images, sharedBytes } from "../images.ts";
import { ImagesError } from "./images-error.ts";
import { canHold, inflated } from "./inflated.ts";

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** 8192×8192: what a picture may have at most. */
const mostPixels = 2 ** 26;

async function readPng(path: string): Promise<Picture> {
  const bytes = await readFile(path);
  try {
    await checkRows(bytes);
    const { width, height, data } = PNG.sync.read(bytes);
    const rgb = new Uint8Array(width * height * 3);
    for (let from = 0, to = 0; from < data.length; from += 4)
      for (let channel = 0; channel < 3; channel++) rgb[to++] = data[from + channel]!;
    return { width, height, rgb };
  } catch (cause) {
    throw new ImagesError(path, `is no readable PNG: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** The reader of PNGs fills rows that are missing with whatever its memory held, and takes any size for true. */
async function checkRows(bytes: Buffer): Promise<void> {
  const { head, data } = chunksOf(bytes);
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [depth, color, interlaced] = [head[8]!, head[9]!, head[12] === 1];
  if (width === 0 || height === 0 || width * height > mostPixels)
    throw new Error(`it says that it is ${width}×${height}; 1×1 to ${mostPixels} pixels are read`);
  const channels = new Map([
    [0, 1],
    [2, 3],
    [3, 1],
    [4, 2],
    [6, 4],
  ]).get(color);
  if (channels === undefined) throw new Error(`it has the color type ${color}, which is none`);
  const rows = (interlaced ? passes : [[0, 0, 1, 1] as const]).map(([x, y, across, down]) => {
    const columns = Math.ceil((width - x) / across);
    return columns > 0
      ? Math.max(0, Math.ceil((height - y) / down)) * (1 + Math.ceil((columns * channels * depth) / 8))
      : 0;
  });
  const expected = rows.reduce((a, b) => a + b);
  const packed = Buffer.concat(data);
  const short = "it has fewer rows of pixels than its height";
  if (!canHold(packed.length, expected)) throw new Error(short);
  const { length } = await inflated(packed, expected + 1).catch((cause: unknown) => {
    throw (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
      ? new Error("it has more rows of pixels than its height", { cause })
      : cause;
  });
  if (length < expected) throw new Error(short);
  if (length > expected) throw new Error("it has more rows of pixels than its height");
}

/** Where Adam7's seven passes begin, and their steps. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunksOf(bytes: Buffer): { readonly head: Buffer; readonly data: readonly Buffer[] } {
  if (!bytes.subarray(0, 8).equals(signature)) throw new Error("it does not begin as PNGs do");
  let head: Buffer | undefined;
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length) throw new Error("it ends inside a chunk");
    if (name === "IHDR" && length === 13) head = body;
    if (name === "IDAT") data.push(body);
    if (name === "IEND") break;
    at += 12 + length;
  }
  if (!head || data.length === 0) throw new Error("it has no head, or no pixels");
  return { head, data };
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
  const size = width * height * 3;
  const pixels = sharedBytes(pictures.length * size);
  for (const [i, { rgb }] of pictures.entries()) pixels.set(rgb, i * size);
  return { shape: [pictures.length, height, width, 3], pixels, source };
}
