/** Uniform choices. */
import type { Rng } from "./rng.ts";

/**
 * A whole number from 0 to n − 1. Throws a RangeError unless n is a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { integer } from "@eznas/gp";
 *
 * integer(6, () => 0.5); // → 3
 * ```
 */
export function integer(n: number, rng: Rng): number {
  if (!(Number.isSafeInteger(n) && n >= 1))
    throw new RangeError(`integer: n must be a whole number of at least 1, got ${n}`);
  return Math.floor(rng() * n);
}

/**
 * One of a list. Throws a RangeError for an empty list.
 *
 * @example
 * ```ts
 * import { pick } from "@eznas/gp";
 *
 * pick(["T1_D", "T3", "T4_D"], () => 0.5); // → 'T3'
 * ```
 */
export function pick<T>(list: readonly T[], rng: Rng): T {
  if (list.length === 0) throw new RangeError("pick: the list is empty; there is nothing to choose from");
  return list[integer(list.length, rng)]!;
}

/**
 * So many of a list without replacement, in random order; with all of them it shuffles. The list is not changed, and a
 * few of a long one take no more steps than of a short one.
 *
 * Throws a RangeError unless count is a whole number from 0 to the list's length.
 *
 * @example
 * ```ts
 * import { sample, seeded } from "@eznas/gp";
 *
 * sample(["DARTS", "ENAS", "PNAS"], 2, seeded(1)); // → [ 'PNAS', 'ENAS' ]
 * ```
 */
export function sample<T>(list: readonly T[], count: number, rng: Rng): readonly T[] {
  if (!(Number.isInteger(count) && count >= 0 && count <= list.length))
    throw new RangeError(`sample: count must be a whole number from 0 to the list's ${list.length}, got ${count}`);
  return count * count < list.length ? fewOf(list, count, rng) : manyOf(list, count, rng);
}

/** The first places of a shuffled copy. */
function manyOf<T>(list: readonly T[], count: number, rng: Rng): readonly T[] {
  const rest = [...list];
  for (let i = 0; i < count; i++) {
    const j = i + integer(rest.length - i, rng);
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return rest.slice(0, count);
}

/** The same without the copy: where an element lay before the swaps is found by going back through them. */
function fewOf<T>(list: readonly T[], count: number, rng: Rng): readonly T[] {
  const swapped: number[] = [];
  const drawn: T[] = [];
  for (let i = 0; i < count; i++) {
    const j = i + integer(list.length - i, rng);
    let place = j;
    for (let k = i - 1; k >= 0; k--) if (swapped[k] === place) place = k;
    swapped.push(j);
    drawn.push(list[place]!);
  }
  return drawn;
}
