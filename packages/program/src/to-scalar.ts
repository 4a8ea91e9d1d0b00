/** How a program's output on one instance becomes a number: the paper's toScalar (§3.3). */

import type { Arena, Block } from "@eznas/kernels/expression";

/** Takes the values of an output in row-major order, together with its shape. */
export interface ToScalar {
  (values: ArrayLike<number>, shape: readonly number[]): number;
  /** The same, faster, of an output in an arena; it must agree up to the order of additions. */
  readonly fast?: (arena: Arena, output: Block) => number;
}

/** A {@link ToScalar} that does not ask for the shape, so that it may aggregate numbers as well. */
export interface Reduction {
  (values: ArrayLike<number>): number;
  readonly fast: (arena: Arena, output: Block) => number;
}

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
export const mean: Reduction = /* @__PURE__ */ Object.assign(
  (values: ArrayLike<number>) => total(values) / values.length,
  { fast: ({ entries }: Arena, { offset, size }: Block) => entries.sum(offset, size) / size },
);

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
export const sum: Reduction = /* @__PURE__ */ Object.assign((values: ArrayLike<number>) => total(values), {
  fast: ({ entries }: Arena, { offset, size }: Block) => entries.sum(offset, size),
});

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
export const l2: Reduction = /* @__PURE__ */ Object.assign(
  (values: ArrayLike<number>) => {
    let squares = 0;
    for (let i = 0; i < values.length; i++) squares += values[i]! ** 2;
    return Math.sqrt(squares);
  },
  { fast: ({ entries }: Arena, { offset, size }: Block) => Math.sqrt(entries.sumSquares(offset, size)) },
);

function total(values: ArrayLike<number>): number {
  let result = 0;
  for (let i = 0; i < values.length; i++) result += values[i]!;
  return result;
}
