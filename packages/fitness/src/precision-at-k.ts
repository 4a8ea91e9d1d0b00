import { checkPicked, pickByScore, shareOfPicked } from "./picked-by-score.ts";
import { areComparable, type RankCorrelation } from "./rank-correlation.ts";

/**
 * Of the `k` networks with the highest scores, the share that is among the `k` most accurate.
 *
 * Networks that tie with the k-th in accuracy are among them. Where scores tie across the last pick, the result is the
 * mean over all ways to break the tie. It lies in [0, 1], is NaN for a NaN score or fewer than two networks, and is
 * defined for constant scores; a `k` over the number of networks is that number. `topPrecision` counts against a share
 * of the table instead. Throws a RangeError for a k that is no whole number from 1 up and for what
 * {@link RankCorrelation} calls a mistake.
 *
 * @example
 * ```ts
 * import { precisionAtK } from "@eznas/fitness";
 *
 * precisionAtK(2)([1, 2, 3, 6, 5, 4], [60, 70, 80, 90, 91, 92]); // → 0.5
 * ```
 */
export function precisionAtK(k: number): RankCorrelation {
  checkPicked("precisionAtK", "k", k);
  return (scores, accuracies) => {
    if (!areComparable("precisionAtK", scores, accuracies)) return Number.NaN;
    const least = Float64Array.from(accuracies).sort().at(-Math.min(k, accuracies.length))!;
    return shareOfPicked(pickByScore(scores, k), (place) => accuracies[place]! >= least);
  };
}
