/** The toScalars and the aggregates, from their families. */
import { depthWeightedFamily } from "./depth-weighted.ts";
import { orderStatistics, quantile } from "./order-statistics.ts";
import { places } from "./places.ts";
import { allNamed, type Reduction, type ReductionFamily } from "./reduction.ts";
import { sums } from "./sums.ts";

type Reductions = { readonly [Name in keyof typeof sums | keyof typeof orderStatistics]: Reduction } & {
  readonly quantile: ReductionFamily;
};

/**
 * From an instance's output to a number, by name.
 *
 * @example
 * ```ts
 * import { toScalars } from "@eznas/program";
 *
 * toScalars.l2([3, 4]); // → 5
 * Object.keys(toScalars).length; // → 10
 * ```
 */
export const toScalars: Reductions = /* @__PURE__ */ { ...allNamed({ ...sums, ...orderStatistics }), quantile };

type Aggregates = Reductions & { readonly [Name in keyof typeof places]: Reduction } & {
  readonly depthWeighted: ReductionFamily;
};

/**
 * From the values of a network's instances to its score, by name: the {@link toScalars}, and those
 * that depend on an instance's place.
 *
 * @example
 * ```ts
 * import { aggregates } from "@eznas/program";
 *
 * aggregates.last([3, 4]); // → 4
 * aggregates.depthWeighted.with(0, 1)([1, 1, 7, 7]); // → 5.5
 * ```
 */
export const aggregates: Aggregates = /* @__PURE__ */ {
  ...toScalars,
  ...allNamed(places),
  depthWeighted: depthWeightedFamily,
};

/**
 * The arithmetic mean, sum/numel: the paper's default for an output, and for the values of a network's instances.
 *
 * It sums in double precision, so that many large float32 values do not overflow. NaN when there is no value.
 *
 * @example
 * ```ts
 * import { mean } from "@eznas/program";
 *
 * mean([1, 2, 6]); // → 3
 * ```
 */
export const mean: Reduction = toScalars.mean;

/**
 * The sum of all values, as the published forms of SNIP and Fisher take it over a network's weights or activations.
 *
 * @example
 * ```ts
 * import { sum } from "@eznas/program";
 *
 * sum([1, 2, 6]); // → 9
 * ```
 */
export const sum: Reduction = toScalars.sum;

/**
 * The L2 norm √Σx², the paper's other choice of toScalar.
 *
 * @example
 * ```ts
 * import { l2 } from "@eznas/program";
 *
 * l2([3, 4]); // → 5
 * ```
 */
export const l2: Reduction = toScalars.l2;

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
 * const conv = (name: string, weight: number) => ({
 *   name,
 *   statistics: { T3: { shape: [1], data: Float32Array.of(weight) } },
 * });
 * const network = [conv("a", 1), conv("b", 2), conv("c", 300)];
 * score(program("abs(T3)", { aggregate: median }), network); // → { ok: true, value: 2 }
 * ```
 */
export const median: Reduction = toScalars.median;

/**
 * The least value: a network is as good as its worst instance. NaN where there is no value or one of them is NaN.
 *
 * @example
 * ```ts
 * import { least } from "@eznas/program";
 *
 * least([5, 1, 2]); // → 1
 * ```
 */
export const least: Reduction = toScalars.least;

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
export const largest: Reduction = toScalars.largest;
