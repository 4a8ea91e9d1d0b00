import { checkPicked, pickByScore, shareOfPicked } from "./picked-by-score.ts";
import { areComparable, type RankCorrelation } from "./rank-correlation.ts";
import { checkFraction, leastOfTop } from "./top-fraction.ts";

export interface TopPrecisionOptions {
  /** How many networks are picked by score. More than there are picks all. */
  readonly picked: number;
  /** The share of the table, in accuracy, that counts as good: 0.05 is its best twentieth. */
  readonly fraction: number;
}

/**
 * Of the `picked` networks with the highest scores, the share that is in the best `fraction` of the table by accuracy:
 * what a search that trains only those may expect (Abdelfattah et al. 2021 count the best 64 in the top 5 %).
 *
 * Networks that tie with the last good one are good too. Where scores tie across the last pick, the result is the mean
 * over all ways to break the tie. It lies in [0, 1], is NaN for a NaN score or fewer than two networks, and is defined
 * for constant scores. Throws a RangeError for options out of range and for what
 * {@link RankCorrelation} calls a mistake.
 *
 * @example
 * ```ts
 * import { topPrecision } from "@eznas/fitness";
 *
 * const bestTwoInTopThird = topPrecision({ picked: 2, fraction: 1 / 3 });
 * bestTwoInTopThird([1, 2, 3, 6, 5, 4], [60, 70, 80, 90, 91, 92]); // → 0.5
 * ```
 */
export function topPrecision({ picked, fraction }: TopPrecisionOptions): RankCorrelation {
  checkPicked("topPrecision", "picked", picked);
  checkFraction("topPrecision", fraction);
  return (scores, accuracies) => {
    if (!areComparable("topPrecision", scores, accuracies)) return Number.NaN;
    const least = leastOfTop(accuracies, fraction);
    return shareOfPicked(pickByScore(scores, picked), (place) => accuracies[place]! >= least);
  };
}
