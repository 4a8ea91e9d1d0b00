import { areComparable } from "./rank-correlation.ts";
import { ascending } from "./ranks.ts";

/**
 * Kendall's τ that weighs the top: a pair counts 1/(1 + r) + 1/(1 + s), r and s being how many networks are ahead of
 * each of its two, so that a swap among the best costs most (Vigna 2015).
 *
 * Ranks are taken once by score, ties by accuracy, and once by accuracy, ties by score; the result is the mean of both.
 * It is what SciPy's `weightedtau` gives by default. Takes O(n log n). Reversing the scores does more than change its
 * sign, for another end is the top then. NaN and RangeErrors as {@link RankCorrelation} says.
 *
 * @example
 * ```ts
 * import { kendallTau, weightedTau } from "@eznas/fitness";
 *
 * const accuracies = [60, 70, 80, 90];
 * [kendallTau([2, 1, 3, 4], accuracies), kendallTau([1, 2, 4, 3], accuracies)]; // → [ 0.6667, 0.6667 ]
 * [weightedTau([2, 1, 3, 4], accuracies), weightedTau([1, 2, 4, 3], accuracies)]; // → [ 0.8133, 0.52 ]
 * ```
 */
export function weightedTau(scores: readonly number[], accuracies: readonly number[]): number {
  if (!areComparable("weightedTau", scores, accuracies)) return Number.NaN;
  return (rankedBy(scores, accuracies) + rankedBy(accuracies, scores)) / 2;
}

/** The weighted τ whose ranks are those by the first list. */
function rankedBy(first: readonly number[], second: readonly number[]): number {
  const order = ascending(first, second);
  const n = order.length;
  const x = Float64Array.from(order, (i) => first[i]!);
  const y = Float64Array.from(order, (i) => second[i]!);
  const weights = Float64Array.from(order, (_, place) => 1 / (n - place));
  const all = weights.reduce((sum, weight) => sum + weight) * (n - 1);
  const tiedInFirst = weightOfTies(weights, x);
  const tiedInBoth = weightOfTies(weights, x, y);
  const discordant = sortWeighingSwaps(y, weights);
  const tiedInSecond = weightOfTies(weights, y);
  const untied = all - tiedInFirst - tiedInSecond + tiedInBoth;
  // Where all are tied, rounding may leave a little of nothing.
  if (x[0] === x[n - 1] || y[0] === y[n - 1]) return Number.NaN;
  const tau = (untied - 2 * discordant) / Math.sqrt(all - tiedInFirst) / Math.sqrt(all - tiedInSecond);
  return Math.max(-1, Math.min(1, tau));
}

/** The weight of the pairs of equal values in a sorted list, or in two lists sorted together. */
function weightOfTies(weights: Float64Array, x: Float64Array, y: Float64Array = x): number {
  let total = 0;
  for (let from = 0, to = 0; from < x.length; from = to) {
    let weight = 0;
    for (; to < x.length && x[to] === x[from] && y[to] === y[from]; to++) weight += weights[to]!;
    total += weight * (to - from - 1); // each is in a pair with every other
  }
  return total;
}

type Pair = [values: Float64Array, weights: Float64Array];

/**
 * Sorts values and their weights in place, bottom up; returns the weight of the pairs that stood in descending order.
 */
function sortWeighingSwaps(values: Float64Array, weights: Float64Array): number {
  const n = values.length;
  let [from, fromWeights]: Pair = [values, weights];
  let [into, intoWeights]: Pair = [new Float64Array(n), new Float64Array(n)];
  let swapped = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(middle + width, n);
      let left = start;
      let right = middle;
      let waiting = 0;
      for (let i = start; i < middle; i++) waiting += fromWeights[i]!;
      for (let at = start; at < end; at++) {
        let taken: number;
        if (left < middle && (right === end || from[left]! <= from[right]!)) {
          taken = left++;
          waiting -= fromWeights[taken]!;
        } else {
          taken = right++;
          if (left < middle) swapped += waiting + (middle - left) * fromWeights[taken]!;
        }
        into[at] = from[taken]!;
        intoWeights[at] = fromWeights[taken]!;
      }
    }
    [from, into] = [into, from];
    [fromWeights, intoWeights] = [intoWeights, fromWeights];
  }
  if (from !== values) {
    values.set(from);
    weights.set(fromWeights);
  }
  return swapped;
}
