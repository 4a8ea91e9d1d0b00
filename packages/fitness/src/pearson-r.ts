import { areComparable } from "./rank-correlation.ts";

/**
 * Pearson's r: how close scores and accuracies come to a line.
 *
 * Deviations are taken from the first value before the mean, and scaled to at most 1, so that neither a large offset
 * nor values near the largest or smallest double lose the result. NaN and RangeErrors as {@link RankCorrelation} says.
 *
 * @example
 * ```ts
 * import { pearsonR } from "@eznas/fitness";
 *
 * pearsonR([1, 2, 3, 4], [70, 80, 90, 80]); // → 0.6325
 * pearsonR([1e15 + 1, 1e15 + 2, 1e15 + 3], [70, 80, 90]); // → 1
 * ```
 */
export function pearsonR(scores: readonly number[], accuracies: readonly number[]): number {
  if (!areComparable("pearsonR", scores, accuracies) || !scores.every(Number.isFinite)) return Number.NaN;
  const x = deviations(scores);
  const y = deviations(accuracies);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    xy += x[i]! * y[i]!;
    xx += x[i]! * x[i]!;
    yy += y[i]! * y[i]!;
  }
  const r = xy / Math.sqrt(xx * yy);
  return Math.max(-1, Math.min(1, r)); // rounding may leave r one step outside
}

/** Distances from the mean, in units of the largest distance from the first value; NaN where all values are equal. */
function deviations(values: readonly number[]): Float64Array {
  const [first] = values as [number];
  const range = (scale: number): number =>
    values.reduce((most, value) => Math.max(most, Math.abs(value * scale - first * scale)), 0);
  // A power of two, which costs no digit, for values so far apart that their distance is no double.
  const scale = Number.isFinite(range(1)) ? 1 : 0.5;
  const unit = range(scale);
  const shifted = Float64Array.from(values, (value) => (value * scale - first * scale) / unit);
  const mean = shifted.reduce((sum, value) => sum + value, 0) / shifted.length;
  return shifted.map((value) => value - mean);
}
