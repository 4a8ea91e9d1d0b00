/** One of a network's values, or the middle of them, for its score. As a toScalar they are of an output's elements. */

/** NaN where there is no value or one of them is NaN. */
type OrderStatistic = (values: ArrayLike<number>) => number;

/**
 * The middle value, or the mean of the two in the middle: no single instance decides the score.
 *
 * NaN where there is no value or one of them is NaN; infinite values rank as the extremes.
 *
 * @example
 * ```ts
 * import { median, program, score } from "@eznas/program";
 *
 * median([5, 1, 100, 2]); // → 3.5
 * const conv = (name: string, weight: number) => ({ name, statistics: { T3: { shape: [1], data: Float32Array.of(weight) } } });
 * const network = [conv("a", 1), conv("b", 2), conv("c", 300)];
 * score(program("abs(T3)", { aggregate: median }), network); // → { ok: true, value: 2 }
 * ```
 */
export const median: OrderStatistic = (values) => {
  const sorted = Float64Array.from(values).sort(); // NaN comes last
  if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return Number.NaN;
  const [below, above] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return below === above ? below : (below + above) / 2;
};

/**
 * The least value: a network is as good as its worst instance. NaN where there is no value or one of them is NaN.
 *
 * @example
 * ```ts
 * import { smallest } from "@eznas/program";
 *
 * smallest([5, 1, 2]); // → 1
 * ```
 */
export const smallest: OrderStatistic = (values) => extreme(values, Math.min);

/**
 * The greatest value. NaN where there is no value or one of them is NaN.
 *
 * @example
 * ```ts
 * import { largest } from "@eznas/program";
 *
 * largest([5, 1, 2]); // → 5
 * ```
 */
export const largest: OrderStatistic = (values) => extreme(values, Math.max);

function extreme(values: ArrayLike<number>, of: (a: number, b: number) => number): number {
  let result = values[0] ?? Number.NaN;
  for (let i = 1; i < values.length; i++) result = of(result, values[i]!);
  return result;
}
