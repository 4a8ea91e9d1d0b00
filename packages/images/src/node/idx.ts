import { readFile } from "node:fs/promises";
import { sizeOf } from "../size-of.ts";
import { ImagesError } from "./images-error.ts";
import { canHold, gunzipped, gunzippedHead } from "./inflated.ts";

export interface IdxArray {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** More than the largest set of this form has, EMNIST's 814,255 images of 28×28. */
const mostBytes = 2 ** 30;

/**
 * An array of bytes in the form of MNIST's files: two zeros, the type 8, the rank, big-endian sizes,
 * numbers; gzipped if its name ends in .gz.
 *
 * Rejects with an ImagesError for another form, for more or fewer numbers than the head
 * says, and for more than 2³⁰ of them.
 */
export async function readIdx(path: string, rank: number): Promise<IdxArray> {
  const file = await readFile(path);
  const packed = path.endsWith(".gz");
  const headBytes = 4 + 4 * rank;
  const head = packed ? await unpacked(path, gunzippedHead(file, headBytes)) : file.subarray(0, headBytes);
  if (head.length < headBytes || head.readUInt32BE(0) !== 0x0800 + rank)
    throw new ImagesError(path, `is no IDX file of bytes with ${rank} ${rank === 1 ? "axis" : "axes"}`);
  const shape = Array.from({ length: rank }, (_, axis) => head.readUInt32BE(4 + 4 * axis));
  const size = sizeOf(shape);
  const differs = (has: string) =>
    new ImagesError(path, `says that it has ${shape.join("×")} numbers, but has ${has}: truncated`);
  if (size > mostBytes)
    throw new ImagesError(path, `says that it has ${shape.join("×")} numbers; more than ${mostBytes} are not read`);
  if (packed && !canHold(file.length, size)) throw differs(`${file.length} packed bytes`);
  const all = packed ? await unpacked(path, gunzipped(file, headBytes + size + 1)) : file;
  if (all.length !== headBytes + size) throw differs(`${all.length - headBytes}`);
  return { shape, bytes: new Uint8Array(all.buffer, all.byteOffset + headBytes, size) };
}

async function unpacked(path: string, unpacking: Promise<Buffer>): Promise<Buffer> {
  try {
    return await unpacking;
  } catch (cause) {
    throw new ImagesError(path, `cannot be unpacked: ${(cause as Error).message}`, { cause });
  }
}
