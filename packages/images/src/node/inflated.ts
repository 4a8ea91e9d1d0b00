/** Unpacking that knows beforehand how much there may be, so that a small file cannot fill the memory. */
import { promisify } from "node:util";
import { createGunzip, gunzip, inflate } from "node:zlib";

/** DEFLATE packs no more than 258 bytes into 2 bits. */
const mostPerByte = 1032;

/** Whether so many packed bytes can hold so many at all. */
export const canHold = (packed: number, bytes: number): boolean => bytes <= packed * mostPerByte;

/** Unpacks zlib's form; rejects where there are more than `most` bytes. */
export const inflated = (packed: Uint8Array, most: number): Promise<Buffer> =>
  promisify(inflate)(packed, { maxOutputLength: most });

/** Unpacks gzip's form; rejects where there are more than `most` bytes. */
export const gunzipped = (packed: Uint8Array, most: number): Promise<Buffer> =>
  promisify(gunzip)(packed, { maxOutputLength: most });

/** The first bytes of what is packed in gzip's form, fewer where there are no more. */
export async function gunzippedHead(packed: Uint8Array, length: number): Promise<Buffer> {
  const unpacking = createGunzip();
  unpacking.end(packed.subarray(0, 64 * 1024));
  const head: Buffer[] = [];
  let got = 0;
  try {
    for await (const chunk of unpacking as AsyncIterable<Buffer>) {
      head.push(chunk);
      got += chunk.length;
      if (got >= length) break;
    }
  } catch (error) {
    if (got < length) throw error;
  }
  return Buffer.concat(head).subarray(0, length);
}
