import { areComparable } from "./rank-correlation.ts";
import { ascending } from "./ranks.ts";

/**
 * Kendall's τ-b: concordant less discordant pairs, over the geometric mean of the pairs that are not tied in the one
 * list and those that are not tied in the other.
 *
 * Takes O(n log n) by Knight's method (1966): in the order of the scores, the discordant pairs are the swaps of a merge
 * sort by accuracy. Pairs are counted in whole numbers, exact up to 10⁸ networks. NaN and RangeErrors as
 * {@link RankCorrelation} says.
 *
 * @example
 * ```ts
 * import { kendallTau } from "@eznas/fitness";
 *
 * kendallTau([0.1, 0.4, 0.3, 0.9], [70, 80, 90, 91]); // → 0.6667
 * kendallTau([1, 1, 2, 2, 3], [1, 2, 3, 4, 5]); // → 0.8944
 * ```
 */
export function kendallTau(scores: readonly number[], accuracies: readonly number[]): number {
  if (!areComparable("kendallTau", scores, accuracies)) return Number.NaN;
  const order = ascending(scores, accuracies);
  const x = Float64Array.from(order, (i) => scores[i]!);
  const y = Float64Array.from(order, (i) => accuracies[i]!);
  const tiedInX = tiedPairs(x);
  const tiedInBoth = tiedPairs(x, y);
  const discordant = sortCountingSwaps(y, new Float64Array(y.length));
  return tauOf({ n: x.length, tiedInX, tiedInY: tiedPairs(y), tiedInBoth, discordant });
}

interface PairCounts {
  readonly n: number;
  readonly tiedInX: number;
  readonly tiedInY: number;
  readonly tiedInBoth: number;
  readonly discordant: number;
}

/** τ-b, which is the same with the two lists exchanged, to the bit. */
export function tauOf({ n, tiedInX, tiedInY, tiedInBoth, discordant }: PairCounts): number {
  const pairs = (n * (n - 1)) / 2;
  const concordant = pairs - tiedInX - tiedInY + tiedInBoth - discordant;
  return (concordant - discordant) / Math.sqrt((pairs - tiedInX) * (pairs - tiedInY));
}

/** Pairs of equal values in a sorted list, or of equal values in each of two lists sorted together. */
export function tiedPairs(x: Float64Array, y: Float64Array = x): number {
  let pairs = 0;
  for (let i = 1, run = 0; i < x.length; i++) {
    run = x[i] === x[i - 1] && y[i] === y[i - 1] ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** So few are sorted faster one by one. */
const insertionWidth = 8;

/** Sorts in place, bottom up, with room as large as the values; returns how many pairs stood in descending order. */
export function sortCountingSwaps(values: Float64Array, room: Float64Array): number {
  const n = values.length;
  let from: Float64Array = values;
  let into: Float64Array = room;
  let swaps = 0;
  for (let start = 0; start < n; start += insertionWidth)
    swaps += insertCounting(values, start, Math.min(start + insertionWidth, n));
  for (let width = insertionWidth; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(middle + width, n);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        if (left < middle && (right === end || from[left]! <= from[right]!)) into[at] = from[left++]!;
        else {
          swaps += middle - left;
          into[at] = from[right++]!;
        }
      }
    }
    [from, into] = [into, from];
  }
  if (from !== values) values.set(from);
  return swaps;
}

function insertCounting(values: Float64Array, start: number, end: number): number {
  let swaps = 0;
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > start && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
    swaps += i - at;
  }
  return swaps;
}
