/** What an operation on numbers is, and tables of such operations. */
import { checkedNames } from "@eznas/ops";

/** A function of N arguments of one type; of any number where N is not a literal. */
type OfArity<N extends number, Argument, Result> = N extends 1
  ? (a: Argument) => Result
  : N extends 2
    ? (a: Argument, b: Argument) => Result
    : (...args: readonly Argument[]) => Result;

/**
 * Algebra that an operation on numbers declares and `scalarOpLaws` checks, f being the operation.
 *
 * commutative: f(a, b) = f(b, a) · anticommutative: f(a, b) = −f(b, a) · idempotent: f(f(a)) = f(a) · odd: f(−a) =
 * −f(a) · even: f(−a) = f(a) · nonNegative: no value below 0 · increasing: no less where an argument is larger, so that
 * a root of one argument ranks networks as its argument does.
 */
export type ScalarLaw =
  | "commutative"
  | "anticommutative"
  | "idempotent"
  | "odd"
  | "even"
  | "nonNegative"
  | "increasing";

/** Everything there is to say about an operation on numbers but its name, which is its key in a table. */
export interface ScalarOpSpec<N extends number = number> {
  /** How many numbers it takes: 1 or 2. */
  readonly arity: N;
  /** From numbers to a number, which may be NaN or infinite. */
  readonly of: OfArity<N, number, number>;
  /** Its formula in LaTeX, from those of its arguments. */
  readonly latex: OfArity<N, string, string>;
  /** Its formula in plain text, an operand wherever it stands, as its arguments' are. Default: a call, `name(a, b)`. */
  readonly infix?: OfArity<N, string, string>;
  /** A sentence: where it is NaN or infinite. */
  readonly domain: string;
  /** That sentence in numbers. */
  readonly examples: readonly { readonly of: readonly number[]; readonly is: number }[];
  readonly laws?: readonly ScalarLaw[];
}

/** An operation of a table. */
export interface ScalarOp extends ScalarOpSpec {
  readonly name: string;
}

/** Operations on numbers by name. */
export type ScalarOpTable = Readonly<Record<string, ScalarOp>>;

/** Declares an operation on numbers; {@link extendScalarOps} names it and adds it to a table. */
export function scalarOp<const N extends 1 | 2>(spec: ScalarOpSpec<N>): ScalarOpSpec<N> {
  return spec;
}

/** The given operations under their keys' names. */
export function namedScalarOps<const Specs extends Readonly<Record<string, ScalarOpSpec>>>(
  specs: Specs,
): { readonly [Name in keyof Specs]: ScalarOp } {
  const entries = Object.entries(specs).map(([name, spec]) => [name, { ...spec, name }]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Specs]: ScalarOp };
}

/**
 * A table with more operations on numbers, named by their keys, for expressions over a network's scalars.
 *
 * Throws what `extendOps` of `@eznas/ops` throws for a name that the table has already, and for one that no text can
 * hold.
 *
 * @example
 * ```ts
 * import { evaluateExpression, extendScalarOps, scalarOp, scalarOps } from "@eznas/program";
 * import { parse } from "@eznas/gp";
 *
 * const cubed = scalarOp({
 *   arity: 1,
 *   of: (a) => a ** 3,
 *   latex: (a) => `\\left(${a}\\right)^{3}`,
 *   domain: "total; infinite past 5e102",
 *   examples: [{ of: [-2], is: -8 }],
 *   laws: ["odd", "increasing"],
 * });
 * const ops = extendScalarOps(scalarOps, { cubed });
 * const tree = parse("cubed(depth)", { ops, terminals: ["depth"] });
 * [...evaluateExpression(tree, new Map([["depth", Float64Array.of(2, 3)]]), ops)]; // → [ 8, 27 ]
 * ```
 */
export function extendScalarOps<
  Table extends ScalarOpTable,
  const Specs extends Readonly<Record<string, ScalarOpSpec>>,
>(table: Table, specs: Specs): Table & { readonly [Name in keyof Specs]: ScalarOp } {
  checkedNames("extendScalarOps", table, Object.keys(specs));
  return { ...table, ...namedScalarOps(specs) };
}
