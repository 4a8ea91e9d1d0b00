import { kendallTau } from "./kendall-tau.ts";
import { areComparable, type RankCorrelation } from "./rank-correlation.ts";

/**
 * The correlation over the most accurate networks alone, where most metrics are weakest: those in the best `fraction`
 * of the table, rounded to whole networks, and all that tie with the last of them.
 *
 * Throws a RangeError for a fraction outside (0, 1]. With fewer than two networks left the
 * result is NaN, as the correlation says.
 *
 * @example
 * ```ts
 * import { kendallTau, topFraction } from "@eznas/fitness";
 *
 * const accuracies = [60, 70, 80, 90, 91, 92];
 * kendallTau([1, 2, 3, 6, 5, 4], accuracies); // → 0.6
 * topFraction(kendallTau, 0.5)([1, 2, 3, 6, 5, 4], accuracies); // → -1
 * ```
 */
export function topFraction(correlation: RankCorrelation, fraction: number): RankCorrelation {
  checkFraction("topFraction", fraction);
  return (scores, accuracies) => {
    areComparable("topFraction", scores, accuracies);
    const least = leastOfTop(accuracies, fraction);
    const among = (_: number, i: number): boolean => accuracies[i]! >= least;
    return correlation(scores.filter(among), accuracies.filter(among));
  };
}

/**
 * Kendall's τ-b among the most accurate networks alone: {@link topFraction} of {@link kendallTau}.
 *
 * @example
 * ```ts
 * import { topShareTau } from "@eznas/fitness";
 *
 * topShareTau(0.5)([1, 2, 3, 6, 5, 4], [60, 70, 80, 90, 91, 92]); // → -1
 * ```
 */
export const topShareTau = (share: number): RankCorrelation => topFraction(kendallTau, share);

/** The smallest accuracy in the best fraction of them; infinite when that rounds to none. */
export function leastOfTop(accuracies: readonly number[], fraction: number): number {
  const count = Math.round(fraction * accuracies.length);
  return (
    Float64Array.from(accuracies)
      .sort()
      .at(-count || accuracies.length) ?? Number.POSITIVE_INFINITY
  );
}

export function checkFraction(caller: string, fraction: number): void {
  if (!(fraction > 0 && fraction <= 1))
    throw new RangeError(`${caller}: fraction must be over 0 and at most 1, got ${fraction}`);
}
