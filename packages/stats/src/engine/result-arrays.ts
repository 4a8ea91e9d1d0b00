/** Where the results of a capture are put. */
export interface ResultArrays {
  readonly bytes: number;
  /** A capture begins. */
  begin(): void;
  /** An array of which every number will be written. */
  take(floats: number): Float32Array;
}

/** New arrays, which are the caller's. */
export const newArrays: ResultArrays = { bytes: 0, begin: () => {}, take: newArray };

/** The numbers of a block that arrays are cut from. */
const blockFloats = 2 * 2 ** 20;

/** The same arrays for every capture, so that they are neither allocated again nor left to the garbage collector. */
export function reusedArrays(): ResultArrays {
  const blocks: Float32Array[] = [];
  let block = 0;
  let start = 0;
  return {
    get bytes() {
      return blocks.reduce((sum, { byteLength }) => sum + byteLength, 0);
    },
    begin() {
      block = 0;
      start = 0;
    },
    take(floats) {
      while (block < blocks.length && start + floats > blocks[block]!.length) {
        block++;
        start = 0;
      }
      if (block === blocks.length) blocks.push(newArray(Math.max(floats, blockFloats)));
      const array = blocks[block]!.subarray(start, start + floats);
      start += floats;
      return array;
    },
  };
}

/** Node gives memory that was not cleared first, which saves a tenth of the time of a large capture. */
function newArray(floats: number): Float32Array {
  if (typeof Buffer === "undefined" || typeof Buffer.allocUnsafeSlow !== "function") return new Float32Array(floats);
  return new Float32Array(Buffer.allocUnsafeSlow(floats * 4).buffer);
}
