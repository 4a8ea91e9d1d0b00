/** How a program's output on one instance becomes a number: the paper's toScalar (§3.3). */

/** Takes the values of an output in row-major order, together with its shape. */
export type ToScalar = (values: ArrayLike<number>, shape: readonly number[]) => number;

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
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

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
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

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
export function l2(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! ** 2;
  return Math.sqrt(squares);
}
