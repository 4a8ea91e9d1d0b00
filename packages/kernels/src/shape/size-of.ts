/**
 * How many numbers a tensor of that shape has: the product of its lengths, 1 for `[]`, the shape of a single number.
 *
 * @example
 * ```ts
 * import { sizeOf } from "@eznas/kernels";
 *
 * sizeOf([16, 32, 32, 3]); // → 49152
 * sizeOf([]); // → 1
 * ```
 */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis]!;
  return size;
}
