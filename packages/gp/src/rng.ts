/** Seeded streams of uniform numbers. */
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Uniform on [0, 1), as `Math.random` is. Whatever is random takes one as an argument. */
export type Rng = () => number;

/**
 * A stream of uniform numbers of 53 bits on [0, 1) that is a function of the seed and of the names that follow it.
 *
 * Streams of different seeds or names have nothing to do with each other, nor with how many numbers were taken from
 * another one: name a stream for each purpose and none of them depends on the order of the work. The numbers 1 and "1"
 * are different names. The generator is xoroshiro128+ (Blackman and Vigna 2018). Throws
 * a RangeError for NaN and infinity.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 *
 * const rng = seeded(7, "generation", 3, "select");
 * rng(); // → 0.96
 * rng() === seeded(7, "generation", 3, "select")(); // → false
 * ```
 */
export function seeded(seed: number, ...path: readonly (string | number)[]): Rng {
  for (const part of [seed, ...path])
    if (typeof part === "number" && !Number.isFinite(part))
      throw new RangeError(`seeded: seeds and names are finite numbers or strings, got ${part}`);
  // As JSON, ("a", "b") and ("ab"), and 1 and "1", are different texts.
  const generator = xoroshiro128plusFromState(stateOf(JSON.stringify([seed, ...path])));
  // The generator's lowest bits are its weakest: 27 and 26 of the upper ones of two words are taken.
  return () => ((generator.next() >>> 5) * 0x4000000 + (generator.next() >>> 6)) / 0x20000000000000;
}

/**
 * 128 bits that depend on every character. For each character the mapping of the four words is one to one, so texts of
 * the same length cannot fall together early; the empty rounds at the end let the last ones reach every bit.
 */
function stateOf(text: string): readonly number[] {
  let [a, b, c, d] = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  const round = (unit: number): void => {
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ rotate(a, 15), 0xb5297a4d);
    c = Math.imul(c ^ rotate(b, 13), 0x68e31da5);
    d = Math.imul(d ^ rotate(c, 17), 0x1b56c4e9);
    a ^= rotate(d, 11);
  };
  for (let i = 0; i < text.length; i++) round(text.charCodeAt(i));
  for (let i = 0; i < 8; i++) round(text.length);
  return [a, b, c, d];
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
