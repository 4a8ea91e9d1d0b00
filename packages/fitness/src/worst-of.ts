/**
 * The least of a metric's correlations on several tasks: a metric is as good as its worst task (Algorithm 1, line 13).
 *
 * NaN where one of them is. Throws a RangeError for none, which has no worst.
 *
 * @example
 * ```ts
 * import { worstOf } from "@eznas/fitness";
 *
 * worstOf([0.62, 0.55, 0.71]); // → 0.55
 * ```
 */
export function worstOf(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("worstOf: expected the correlation of at least one task, got none");
  return values.reduce((worst, value) => Math.min(worst, value));
}
