import { pearsonR } from "./pearson-r.ts";
import { areComparable } from "./rank-correlation.ts";
import { ranks } from "./ranks.ts";

/**
 * Spearman's ρ: Pearson's r of the {@link ranks}, so that ties count by their mean rank.
 *
 * NaN and RangeErrors as {@link RankCorrelation} says.
 *
 * @example
 * ```ts
 * import { spearmanRho } from "@eznas/fitness";
 *
 * spearmanRho([0.1, 0.4, 0.3, 0.9], [70, 80, 90, 91]); // → 0.8
 * ```
 */
export function spearmanRho(scores: readonly number[], accuracies: readonly number[]): number {
  if (!areComparable("spearmanRho", scores, accuracies)) return Number.NaN;
  return pearsonR(ranks(scores), ranks(accuracies));
}
