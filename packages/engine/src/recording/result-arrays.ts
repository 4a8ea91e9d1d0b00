/** Gives an array of which every number will be written. */
export type TakeArray = (floats: number) => Float32Array;

/**
 * A new array, which is the caller's. Node gives memory that was not cleared first, which saves a
 * tenth of the time of a large capture.
 */
export const newArray: TakeArray = (floats) => {
  if (typeof Buffer === "undefined" || typeof Buffer.allocUnsafeSlow !== "function") return new Float32Array(floats);
  return new Float32Array(Buffer.allocUnsafeSlow(floats * 4).buffer);
};

/**
 * Arrays in a memory, one behind the other, that are good until it grows: results that
 * kernels write into it need not be copied.
 */
export function arraysIn(memory: WebAssembly.Memory, start: number): TakeArray {
  let at = start;
  return (floats) => {
    const array = new Float32Array(memory.buffer, at, floats);
    at += array.byteLength;
    return array;
  };
}
