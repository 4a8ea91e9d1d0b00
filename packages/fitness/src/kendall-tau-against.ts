import { sortCountingSwaps, tauOf, tiedPairs } from "./kendall-tau.ts";
import { areComparable } from "./rank-correlation.ts";
import { ascending } from "./ranks.ts";

/**
 * {@link kendallTau} of many lists of scores and the same accuracies, which are put in order once: the same value to
 * the bit, several times as fast.
 *
 * The function that comes back takes scores in the order of the accuracies, and throws and is NaN as
 * {@link RankCorrelation} says.
 *
 * @example
 * ```ts
 * import { kendallTau, kendallTauAgainst } from "@eznas/fitness";
 *
 * const accuracies = [70, 80, 90, 91];
 * const tau = kendallTauAgainst(accuracies);
 * [tau([0.1, 0.4, 0.3, 0.9]), tau([4, 3, 2, 1])]; // → [ 0.6667, -1 ]
 * tau([1, 1, 2, 1]) === kendallTau([1, 1, 2, 1], accuracies); // → true
 * ```
 */
export function kendallTauAgainst(accuracies: readonly number[]): (scores: readonly number[] | Float64Array) => number {
  areComparable("kendallTauAgainst", accuracies, accuracies);
  const n = accuracies.length;
  const order = ascending(accuracies);
  const x = Float64Array.from(order, (i) => accuracies[i]!);
  const tiedInX = tiedPairs(x);
  const groups = runsOfEqual(x);
  const y = new Float64Array(n);
  const room = new Float64Array(n);
  return (scores) => {
    if (scores.length !== n) areComparable("kendallTauAgainst", Array.from(scores), accuracies);
    let missing = n < 2;
    for (let i = 0; i < n; i++) {
      const score = scores[order[i]!]!;
      y[i] = score;
      if (Number.isNaN(score)) missing = true;
    }
    if (missing) return Number.NaN;
    // Networks of one accuracy stand in no order: sorted by score, they have no pair that would count.
    let tiedInBoth = 0;
    for (const [from, to] of groups) tiedInBoth += tiedPairs(y.subarray(from, to).sort());
    const discordant = sortCountingSwaps(y, room);
    return tauOf({ n, tiedInX, tiedInY: tiedPairs(y), tiedInBoth, discordant });
  };
}

/** Where more than one value is the same, as [from, to). */
function runsOfEqual(sorted: Float64Array): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > 1) runs.push([from, to]);
  }
  return runs;
}
