/**
 * The 22 statistics of an instance, in the argument order (ARG0 … ARG21) of the authors' released code.
 *
 * `T1` is the input of the ReLU, `T2` the input of the convolution, `T3` its weight, `T4` the output of the batch norm;
 * a `G` is the gradient of the summed network output there. `_D`, `_N`, `_P` are the inputs: data, noise, perturbed
 * data, and a `_P` statistic is stored as its difference to `_D`. `T3` itself does not depend on the
 * input, so it has no letter (§3.2).
 *
 * @example
 * ```ts
 * import { statisticNames } from "@eznas/stats";
 *
 * statisticNames.length; // → 22
 * statisticNames.filter((name) => name.startsWith("T3")); // → [ 'T3', 'T3G_D', 'T3G_N', 'T3G_P' ]
 * ```
 */
export const statisticNames = [
  "T4G_P",
  "T3",
  "T3G_D",
  "T3G_N",
  "T3G_P",
  "T1_D",
  "T1_N",
  "T1_P",
  "T1G_D",
  "T1G_N",
  "T1G_P",
  "T2_D",
  "T2_N",
  "T2_P",
  "T2G_D",
  "T2G_N",
  "T2G_P",
  "T4_D",
  "T4_N",
  "T4_P",
  "T4G_D",
  "T4G_N",
] as const;

/** One of the 22 names. */
export type StatisticName = (typeof statisticNames)[number];

const known: ReadonlySet<string> = new Set(statisticNames);

/**
 * Whether a text is the name of one of the 22 statistics.
 *
 * @example
 * ```ts
 * import { isStatisticName } from "@eznas/stats";
 *
 * [isStatisticName("T1G_D"), isStatisticName("T5_D")]; // → [ true, false ]
 * ```
 */
export function isStatisticName(text: string): text is StatisticName {
  return known.has(text);
}
