/**
 * From the scores of networks and their accuracies, in the same order, to how well the one ranks the other: 1 for the
 * same order, −1 for the reverse.
 *
 * The correlations of this package agree on what does not apply. Lists of different lengths, and an accuracy that is
 * NaN or infinite, are mistakes and throw a RangeError. Fewer than two networks, constant scores or accuracies, and a
 * score that is NaN have no correlation: the result is NaN, which is an outcome. An infinite score is larger or smaller
 * than every other and ranks as such; only {@link pearsonR}, which is about distances, is NaN for it.
 *
 * @example
 * ```ts
 * import { kendallTau, type RankCorrelation } from "@eznas/fitness";
 *
 * const strength: RankCorrelation = (scores, accuracies) => Math.abs(kendallTau(scores, accuracies));
 * strength([3, 2, 1], [70, 80, 90]); // → 1
 * ```
 */
export type RankCorrelation = (scores: readonly number[], accuracies: readonly number[]) => number;

/**
 * Whether scores and accuracies have an order to compare: at least two of them and no score NaN.
 *
 * Throws a RangeError, in the name of `caller`, for what {@link RankCorrelation} calls a mistake.
 */
export function areComparable(caller: string, scores: readonly number[], accuracies: readonly number[]): boolean {
  if (scores.length !== accuracies.length)
    throw new RangeError(
      `${caller}: expected as many scores as accuracies, ` +
        `got ${scores.length} scores and ${accuracies.length} accuracies`,
    );
  const missing = accuracies.findIndex((accuracy) => !Number.isFinite(accuracy));
  if (missing >= 0)
    throw new RangeError(
      `${caller}: accuracies must be finite, got ${accuracies[missing]} at index ${missing}; ` +
        "leave that network out of both lists",
    );
  return scores.length >= 2 && !scores.some(Number.isNaN);
}
