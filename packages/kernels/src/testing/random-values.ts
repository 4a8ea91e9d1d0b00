import fc from "fast-check";
import { sizeOf } from "../shape/size-of.ts";

/**
 * A generator of numbers in [-1, 1) that one integer of the property decides, so that
 * shrinking need not touch each value.
 */
export function randomValues(): fc.Arbitrary<
  (shape: readonly number[]) => { shape: readonly number[]; data: number[] }
> {
  return fc.integer().map((seed) => (shape) => {
    let count = seed;
    // Values of a counter cannot repeat early, as a generator's in a short cycle would: equal values tie in a maximum.
    const next = () => {
      count = (count + 0x9e3779b9) | 0;
      const mixed = Math.imul(count ^ (count >>> 16), 0x21f0aaad);
      return Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97) / 2 ** 31;
    };
    return { shape, data: Array.from({ length: sizeOf(shape) }, next) };
  });
}
