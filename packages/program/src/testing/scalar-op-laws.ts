/** The laws of operations on numbers, to hold one of your own to. */
import fc from "fast-check";
import type { ScalarLaw, ScalarOpSpec } from "../network-expression/scalar-op.ts";

export interface ScalarOpLawOptions {
  /** How many arguments the laws are tried on. Default: 1000. */
  readonly numRuns?: number;
}

/**
 * Holds an operation on numbers to its contract: it takes 1 or 2 of them, its examples come out, the same numbers give
 * the same, each argument stands in its formulas, and the algebra that it declares holds up to rounding, NaN aside.
 *
 * @throws Error with what is wrong and, from fast-check, the smallest numbers that show it.
 *
 * @example
 * ```ts
 * import { scalarOps } from "@eznas/program";
 * import { scalarOpLaws } from "@eznas/program/testing";
 *
 * scalarOpLaws(scalarOps.signedLog);
 * ```
 */
export function scalarOpLaws<N extends number>(
  spec: ScalarOpSpec<N> & { readonly name?: string },
  { numRuns = 1000 }: ScalarOpLawOptions = {},
): void {
  const { arity, of, latex, infix, examples, laws = [] } = spec as unknown as ScalarOpSpec;
  const demand = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`${spec.name ?? "the operation"}: ${what}`);
  };
  demand(arity === 1 || arity === 2, `takes 1 or 2 numbers, got the arity ${arity}`);
  demand(examples.length > 0, "has no example; give one at least");
  for (const { of: args, is } of examples) {
    demand(args.length === arity, `takes ${arity}, an example has ${args.length}`);
    demand(near(of(...args), is), `of (${args.join(", ")}) expected ${is}, got ${of(...args)}`);
  }
  const names = ["first", "second"].slice(0, arity);
  for (const formula of [latex(...names), infix?.(...names)])
    demand(
      formula === undefined || names.every((name) => formula.includes(name)),
      `an argument is not in "${formula}"`,
    );
  const args = fc.array(numbers, { minLength: arity, maxLength: arity });
  const law = (property: (args: readonly number[], more: readonly number[]) => void): void =>
    fc.assert(fc.property(args, args, property), { numRuns, includeErrorInReport: true });
  law((args) => demand(Object.is(of(...args), of(...args)), "the same numbers give different results"));
  for (const one of laws) law((args, more) => demand(algebra[one](of, args, more), `${one} does not hold`));
}

const numbers = fc.oneof(
  fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  fc.double({ noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
);

const near = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));

type Of = (...args: readonly number[]) => number;

const algebra: Readonly<Record<ScalarLaw, (f: Of, args: readonly number[], more: readonly number[]) => boolean>> = {
  commutative: (f, [a, b]) => near(f(a!, b!), f(b!, a!)),
  anticommutative: (f, [a, b]) => near(f(a!, b!), -f(b!, a!)),
  idempotent: (f, [a]) => near(f(f(a!)), f(a!)),
  odd: (f, [a]) => near(f(-a!), -f(a!)),
  even: (f, [a]) => near(f(-a!), f(a!)),
  nonNegative: (f, args) => !(f(...args) < 0),
  increasing(f, args, more) {
    const less = f(...args.map((value, i) => Math.min(value, more[i]!)));
    const larger = f(...args.map((value, i) => Math.max(value, more[i]!)));
    return Number.isNaN(less) || Number.isNaN(larger) || less <= larger || near(less, larger);
  },
};
