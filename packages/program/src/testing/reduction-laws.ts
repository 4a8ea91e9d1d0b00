/** The laws of reductions, to hold one of your own to. */
import { Arena } from "@eznas/kernels/expression";
import fc from "fast-check";
import type { Reduction, ReductionLaw } from "../reductions/reduction.ts";

export interface ReductionLawOptions {
  /** How many lists of numbers the laws are tried on. Default: 300. */
  readonly numRuns?: number;
  /**
   * The error allowed, relative to the largest of the numbers. Default: 1e-9, and 1e-4 for
   * `fast`, which computes in float32.
   */
  readonly tolerance?: number;
}

/**
 * Holds a reduction to its contract: its examples come out, the same numbers give the same result, they stay as they
 * are, `fast` agrees, and the algebra that it declares holds.
 *
 * @throws Error with what is wrong and, from fast-check, the smallest numbers that show it.
 *
 * @example
 * ```ts
 * import { toScalars } from "@eznas/program";
 * import { reductionLaws } from "@eznas/program/testing";
 *
 * reductionLaws(toScalars.l2);
 * ```
 */
export function reductionLaws(
  reduction: Reduction,
  { numRuns = 300, tolerance = 1e-9 }: ReductionLawOptions = {},
): void {
  const { text, examples, laws = [], fast } = reduction;
  const demand = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`${text}: ${what}`);
  };
  for (const { of, is } of examples)
    demand(near(reduction(of), is, 1e-12 * size(of)), `of [${of.join(", ")}] expected ${is}, got ${reduction(of)}`);
  const law = (property: (xs: readonly number[], seed: number) => void): void =>
    fc.assert(fc.property(numbers, fc.integer(), property), { numRuns, includeErrorInReport: true });
  law((xs) => {
    const frozen = Object.freeze([...xs]);
    const once = reduction(frozen);
    demand(Object.is(reduction(frozen), once), "the same numbers give different results");
    if (!fast) return;
    const floats = Float32Array.from(xs);
    demand(near(inArena(fast, floats), reduction(floats), 1e-4 * size(xs)), "`fast` differs");
  });
  for (const one of laws)
    law((xs, seed) => demand(algebra[one](reduction, xs, tolerance * size(xs), seed), `${one} does not hold`));
}

const numbers = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 30 });

const size = (xs: readonly number[]): number =>
  Math.max(1, ...xs.map(Math.abs).filter(Number.isFinite)) ** 2 * xs.length;

const near = (a: number, b: number, slack: number): boolean => Object.is(a, b) || a === b || Math.abs(a - b) <= slack;

const algebra: Readonly<
  Record<ReductionLaw, (f: Reduction, xs: readonly number[], slack: number, seed: number) => boolean>
> = {
  anyOrder: (f, xs, slack, seed) =>
    near(f(xs.toSorted((a, b) => Math.sin(seed + a) - Math.sin(seed + b))), f(xs), slack),
  scales: (f, xs, slack) => near(f(xs.map((x) => 4 * x)), 4 * f(xs), 16 * slack),
  even: (f, xs, slack) => near(f(xs.map((x) => -x)), f(xs), slack),
  odd: (f, xs, slack) => near(f(xs.map((x) => -x)), -f(xs), slack),
  between: (f, xs, slack) => f(xs) >= Math.min(...xs) - slack && f(xs) <= Math.max(...xs) + slack,
  nonNegative: (f, xs) => f(xs) >= 0,
};

function inArena(fast: NonNullable<Reduction["fast"]>, values: Float32Array): number {
  const arena = new Arena();
  const block = { offset: arena.take(4 * values.length), shape: [values.length], size: values.length };
  arena.write(block, values);
  return fast(arena, block);
}
