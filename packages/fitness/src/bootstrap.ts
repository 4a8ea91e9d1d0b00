/** How far a figure may be off because these items were drawn and not others. */

import type { RankCorrelation } from "./rank-correlation.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** Draws the resamples: the same random numbers, the same interval. */
  readonly rng: () => number;
  /** How many times items are drawn anew. Default: 1000. */
  readonly resamples?: number;
  /** What share of the resamples lies in the interval. Default: 0.95. */
  readonly level?: number;
}

/**
 * The percentile bootstrap interval of a statistic of `n` items (Efron 1979): it is computed for `resamples` draws of n
 * items with replacement, and the interval is what the middle `level` of the results spans.
 *
 * `statistic` gets the places of the items drawn. Draws for which it is NaN do not count; where it always is, so are
 * the bounds. Throws a RangeError for fewer than one item or resample and for a level outside (0, 1).
 *
 * @example
 * ```ts
 * import { bootstrapInterval } from "@eznas/fitness";
 * import { seeded } from "@eznas/gp";
 *
 * const heights = [171, 164, 180, 175, 168, 177];
 * const mean = (places: readonly number[]) => places.reduce((sum, i) => sum + heights[i]!, 0) / places.length;
 * const { low, high } = bootstrapInterval(heights.length, mean, { rng: seeded(1, "bootstrap") });
 * low > 164 && low < 172.5 && high > 172.5 && high < 180; // → true
 * ```
 */
export function bootstrapInterval(
  n: number,
  statistic: (places: readonly number[]) => number,
  { rng, resamples = 1000, level = 0.95 }: BootstrapOptions,
): Interval {
  for (const [name, value] of Object.entries({ n, resamples }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`bootstrapInterval: ${name} must be a whole number from 1 up, got ${value}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`bootstrapInterval: level must be between 0 and 1, got ${level}`);
  return percentileInterval(
    Array.from({ length: resamples }, () => statistic(resample(n, rng))),
    level,
  );
}

/**
 * The bootstrap interval of a correlation of scores and accuracies, over resampled networks.
 *
 * @see bootstrapInterval for what is thrown, and for draws that have no correlation.
 *
 * @example
 * ```ts
 * import { correlationInterval, kendallTau } from "@eznas/fitness";
 * import { seeded } from "@eznas/gp";
 *
 * const accuracies = Array.from({ length: 50 }, (_, i) => i);
 * const scores = accuracies.map((accuracy) => accuracy + 20 * Math.sin(accuracy ** 2));
 * const options = { rng: seeded(1, "bootstrap"), resamples: 200 };
 * const { low, high } = correlationInterval(kendallTau, scores, accuracies, options);
 * const tau = kendallTau(scores, accuracies);
 * low < tau && tau < high; // → true
 * ```
 */
export function correlationInterval(
  correlation: RankCorrelation,
  scores: readonly number[],
  accuracies: readonly number[],
  options: BootstrapOptions,
): Interval {
  if (scores.length === 0) return { low: Number.NaN, high: Number.NaN };
  const at = (places: readonly number[]): number =>
    correlation(
      places.map((i) => scores[i]!),
      places.map((i) => accuracies[i]!),
    );
  return bootstrapInterval(scores.length, at, options);
}

/**
 * The paired bootstrap interval of the difference of two metrics' correlations, the first less the second: each
 * resample of the networks is the same for both, so that what makes a resample easy for both does not count. An
 * interval above 0 says that the first ranks the better.
 *
 * @see bootstrapInterval for what is thrown, and for draws that have no correlation.
 *
 * @example
 * ```ts
 * import { correlationDifferenceInterval, kendallTau } from "@eznas/fitness";
 * import { seeded } from "@eznas/gp";
 *
 * const accuracies = Array.from({ length: 50 }, (_, i) => i);
 * const near = accuracies.map((accuracy) => accuracy + 9 * Math.sin(accuracy ** 2));
 * const far = accuracies.map((accuracy) => accuracy + 90 * Math.sin(accuracy ** 3));
 * const options = { rng: seeded(1, "bootstrap"), resamples: 200 };
 * correlationDifferenceInterval(kendallTau, near, far, accuracies, options).low > 0; // → true
 * ```
 */
export function correlationDifferenceInterval(
  correlation: RankCorrelation,
  scores: readonly number[],
  otherScores: readonly number[],
  accuracies: readonly number[],
  options: BootstrapOptions,
): Interval {
  if (scores.length === 0) return { low: Number.NaN, high: Number.NaN };
  const difference = (places: readonly number[]): number => {
    const at = (values: readonly number[]): readonly number[] => places.map((i) => values[i]!);
    const drawn = at(accuracies);
    return correlation(at(scores), drawn) - correlation(at(otherScores), drawn);
  };
  if (otherScores.length !== scores.length || accuracies.length !== scores.length)
    throw new RangeError(
      `correlationDifferenceInterval: expected as many scores of both metrics as accuracies, got ${scores.length}, ` +
        `${otherScores.length} and ${accuracies.length}`,
    );
  return bootstrapInterval(scores.length, difference, options);
}

/**
 * Some of n places, drawn with replacement: a resample of n items.
 *
 * @example
 * ```ts
 * import { resample } from "@eznas/fitness";
 *
 * resample(3, () => 0.5); // → [ 1, 1, 1 ]
 * ```
 */
export const resample = (n: number, rng: () => number): readonly number[] =>
  Array.from({ length: n }, () => Math.floor(n * rng()));

/**
 * What the middle `level` of values spans, between two neighbors by their distance; a NaN does not count,
 * and of nothing the bounds are NaN.
 *
 * @example
 * ```ts
 * import { percentileInterval } from "@eznas/fitness";
 *
 * percentileInterval([5, 1, 2, 4, 3], 0.5); // → { low: 2, high: 4 }
 * ```
 */
export function percentileInterval(values: ArrayLike<number>, level = 0.95): Interval {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}

/** Between two neighbors by their distance; NaN of nothing. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return below === above ? below : below + (at - Math.floor(at)) * (above - below);
}
