import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { ImagesError } from "./images-error.ts";

export interface IdxArray {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** An array of bytes in the form of MNIST's files: two zeros, the type 8, the rank, big-endian sizes, numbers; gzipped if its name ends in .gz. */
export async function decodeIdx(path: string, rank: number): Promise<IdxArray> {
  const bytes = await contents(path);
  const head = 4 + 4 * rank;
  if (bytes.length < head || bytes.readUInt32BE(0) !== 0x0800 + rank)
    throw new ImagesError(path, `is no IDX file of bytes with ${rank} ${rank === 1 ? "axis" : "axes"}`);
  const shape = Array.from({ length: rank }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const size = shape.reduce((a, b) => a * b, 1);
  if (bytes.length !== head + size)
    throw new ImagesError(
      path,
      `says that it has ${shape.join("×")} numbers, but has ${bytes.length - head}: truncated`,
    );
  return { shape, bytes: bytes.subarray(head) };
}

async function contents(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  if (!path.endsWith(".gz")) return bytes;
  try {
    return await promisify(gunzip)(bytes);
  } catch (cause) {
    throw new ImagesError(path, `cannot be unpacked: ${(cause as Error).message}`, { cause });
  }
}
