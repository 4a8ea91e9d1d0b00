/** What an operation is, and tables of operations. */
import type { ArenaKernel, Block } from "@eznas/kernels/expression";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Shape } from "./shape.ts";

/** A function of N arguments of one type; of any number where N is not a literal. */
export type OfArity<N extends number, Argument, Result> = N extends 1
  ? (a: Argument) => Result
  : N extends 2
    ? (a: Argument, b: Argument) => Result
    : N extends 3
      ? (a: Argument, b: Argument, c: Argument) => Result
      : (...args: readonly Argument[]) => Result;

/** A fast kernel of N arguments. */
export type FastOfArity<N extends number> = N extends 1
  ? ArenaKernel<readonly [Block]>
  : N extends 2
    ? ArenaKernel<readonly [Block, Block]>
    : N extends 3
      ? ArenaKernel<readonly [Block, Block, Block]>
      : ArenaKernel;

/** A tensor's values as numbers nested by axis, as in `[[1, 2], [3, 4]]`. */
export type Nested = number | readonly Nested[];

/** An operation's value on some arguments. */
export interface Example<N extends number = number> {
  readonly of: N extends 1
    ? readonly [Nested]
    : N extends 2
      ? readonly [Nested, Nested]
      : N extends 3
        ? readonly [Nested, Nested, Nested]
        : readonly Nested[];
  readonly is: Nested;
}

/**
 * Algebra that an operation declares and `opLaws` checks, f being the operation.
 *
 * commutative: f(a, b) = f(b, a) · anticommutative: f(a, b) = −f(b, a) · idempotent: f(f(a)) = f(a) · odd: f(−a) =
 * −f(a) · even: f(−a) = f(a) · nonNegative: no value below 0 · indicator: every value 0 or 1.
 */
export type Law = "commutative" | "anticommutative" | "idempotent" | "odd" | "even" | "nonNegative" | "indicator";

/** Everything there is to say about an operation but its name, which is its key in a table. */
export interface OpSpec<N extends number = number> {
  /** How many tensors it takes: 1, 2 or 3. */
  readonly arity: N;
  /** Its formula in LaTeX, from those of its arguments. */
  readonly latex: OfArity<N, string, string>;
  /**
   * Its formula in plain text, from those of its arguments. It must be an operand wherever it stands, as they are: put
   * parentheses around a sign between two. Default: a call, `name(a, b)`.
   */
  readonly infix?: OfArity<N, string, string>;
  /** The shape of its value, from those of its arguments; undefined where it does not apply. */
  readonly shape: OfArity<N, Shape, Shape | undefined>;
  /**
   * Computes it on the current tfjs backend, as float32. It runs inside a `tidy` and does not write into its arguments.
   */
  readonly kernel: OfArity<N, Tensor, Tensor>;
  /**
   * Computes the same in an arena, without tfjs; where it is missing, `kernel` is run
   * on copies. `opLaws` compares them.
   */
  readonly fast?: FastOfArity<N>;
  /** Whether the value depends on the arguments' shapes alone, so that `fast` does not read them. Default: false. */
  readonly shapeOnly?: boolean;
  /** A sentence: where it applies, and where it departs from the textbook. */
  readonly domain: string;
  /** That sentence in numbers. */
  readonly examples: readonly Example<N>[];
  readonly laws?: readonly Law[];
}

/** An operation of a table. */
export interface Op<Name extends string = string, N extends number = number> extends OpSpec<N> {
  readonly name: Name;
}

/** Operations by name. */
export type OpTable = Readonly<Record<string, Op>>;

/** The operations that the given specifications become under the names that are their keys. */
export type Named<Specs extends Readonly<Record<string, OpSpec>>> = {
  readonly [Name in keyof Specs & string]: Specs[Name] extends OpSpec<infer N> ? Op<Name, N> : never;
};

/**
 * Declares an operation; {@link extendOps} names it and adds it to a table.
 *
 * The arity types the functions and the examples: an operation of two arguments with a kernel of one does not compile.
 *
 * @example
 * ```ts
 * import { extendOps, op, ops, sameShape } from "@eznas/ops";
 * import { pow } from "@tensorflow/tfjs-core";
 *
 * const cubed = op({
 *   arity: 1,
 *   latex: (a) => `\\left(${a}\\right)^{3}`,
 *   shape: sameShape,
 *   kernel: (a) => pow(a, 3),
 *   domain: "total; overflows to ±∞ past 7e12",
 *   examples: [{ of: [[-2, 0, 1]], is: [-8, 0, 1] }],
 *   laws: ["odd"],
 * });
 * extendOps(ops, { cubed }).cubed.name; // → 'cubed'
 * ```
 */
export function op<const N extends 1 | 2 | 3>(spec: OpSpec<N>): OpSpec<N> {
  return spec;
}

/** An operation of this package's own tables: {@link op}, but it says how it reads in plain text. */
export function entry<const N extends 1 | 2 | 3>(spec: OpSpec<N> & Required<Pick<OpSpec<N>, "infix">>): OpSpec<N> {
  return spec;
}

/** The given operations under their keys' names. */
export function named<const Specs extends Readonly<Record<string, OpSpec>>>(specs: Specs): Named<Specs> {
  const entries = Object.entries(specs).map(([name, spec]) => [name, { ...spec, name }]);
  return Object.fromEntries(entries) as Named<Specs>;
}
