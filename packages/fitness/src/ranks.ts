/**
 * Ranks from 1, smallest first; equal values share the mean of the ranks that they take up.
 *
 * −0 equals 0, and infinities rank as the extremes. Throws a RangeError for a NaN, which has no rank.
 *
 * @example
 * ```ts
 * import { ranks } from "@eznas/fitness";
 *
 * ranks([10, 30, 20, 30]); // → [ 1, 3.5, 2, 3.5 ]
 * ```
 */
export function ranks(values: readonly number[]): number[] {
  const missing = values.findIndex(Number.isNaN);
  if (missing >= 0) throw new RangeError(`ranks: values must be comparable, got NaN at index ${missing}`);
  const order = ascending(values);
  const result = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const shared = (from + 1 + to) / 2;
    for (; from < to; from++) result[order[from]!] = shared;
  }
  return result;
}

/** The indices of values in ascending order, those of equal values in the order of `then` and of their place. */
export function ascending(values: readonly number[], then: readonly number[] = values): Uint32Array {
  return Uint32Array.from(values.keys()).sort(
    (i, j) => compare(values[i]!, values[j]!) || compare(then[i]!, then[j]!) || i - j,
  );
}

/** Not a − b, which is NaN for two equal infinities. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
