import { kendallTau } from "./kendall-tau.ts";
import { areComparable } from "./rank-correlation.ts";
import { ranks } from "./ranks.ts";

/** What is left of a list that the covariates determine is rounding. */
const nothing = 1e-9;

/**
 * Kendall's partial τ: how well scores rank accuracies beyond what both share with the
 * covariates, such as the networks' sizes.
 *
 * With one covariate z it is (τ_xy − τ_xz τ_yz) / √((1 − τ_xz²)(1 − τ_yz²)) (Kendall 1942); each further covariate is
 * taken out in the same way of what is left, in any order. A constant covariate takes nothing out, and neither does one
 * that the others determine. NaN where nothing is left of the scores or of the accuracies, as for scores that rank as a
 * covariate does, and as {@link RankCorrelation} says. Throws a RangeError as it says, for a covariate of another
 * length, and for one with a NaN.
 *
 * @example
 * ```ts
 * import { kendallTau, partialKendallTau } from "@eznas/fitness";
 *
 * const accuracies = [70, 80, 90, 91, 93];
 * const params = [1, 2, 4, 3, 5];
 * const scores = [2, 1, 4, 3, 5];
 * kendallTau(scores, accuracies); // → 0.6
 * partialKendallTau(scores, accuracies, [params]); // → -0.1111
 * ```
 */
export function partialKendallTau(
  scores: readonly number[],
  accuracies: readonly number[],
  covariates: readonly (readonly number[])[],
): number {
  const comparable = areComparable("partialKendallTau", scores, accuracies);
  for (const [at, { length }] of covariates.entries())
    if (length !== scores.length)
      throw new RangeError(
        `partialKendallTau: expected ${scores.length} values of covariate ${at}, as many as scores, got ${length}`,
      );
  for (const [at, values] of covariates.entries())
    if (values.some(Number.isNaN))
      throw new RangeError(
        `partialKendallTau: covariate ${at} is NaN at index ${values.findIndex(Number.isNaN)}; leave that network out of all lists`,
      );
  if (!comparable) return Number.NaN;
  const lists = [scores, accuracies, ...covariates.filter((values) => values.some((value) => value !== values[0]))];
  // An infinite score or covariate ranks as the extreme that it is.
  const ranked = lists.map(ranks);
  const taus = ranked.map((a, i) => ranked.map((b, j) => (i === j ? 1 : kendallTau(a, b))));
  if (Number.isNaN(taus[0]![1]!)) return Number.NaN;
  for (let out = 2; out < lists.length; out++) {
    const pivot = taus[out]![out]!;
    if (pivot <= nothing) continue;
    const left = taus.map((row) => row.map((tau, j) => tau - (row[out]! * taus[out]![j]!) / pivot));
    for (const [i, row] of left.entries()) taus[i] = row;
  }
  const [[ofScores, between], [, ofAccuracies]] = taus as [[number, number], [number, number]];
  if (ofScores <= nothing || ofAccuracies <= nothing) return Number.NaN;
  return Math.max(-1, Math.min(1, between / Math.sqrt(ofScores * ofAccuracies)));
}
