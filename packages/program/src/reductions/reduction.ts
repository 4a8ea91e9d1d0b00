/**
 * How several numbers become one: an output's elements (toScalar) and the values of a
 * network's instances (aggregate), §3.3.
 */
import type { Arena, Block } from "@eznas/kernels/expression";
import { checkedNames } from "@eznas/ops";

/** Takes the values of an output in row-major order, together with its shape. */
export interface ToScalar {
  (values: ArrayLike<number>, shape: readonly number[]): number;
  /** The same, faster, of an output in an arena; it must agree up to the order of additions. */
  readonly fast?: (arena: Arena, output: Block) => number;
  /** What a metric's text calls it; a function that is in no table has none, and cannot be written down. */
  readonly text?: string;
}

/**
 * How the values of a network's instances, in the order of the instances, become its score.
 *
 * The paper takes the {@link mean} (§3.3). What comes out must be finite, or the program has no score on the network;
 * what goes in may hold NaN and infinities, and an aggregate of your own may leave them out.
 *
 * @example
 * ```ts
 * import { type Aggregate, program } from "@eznas/program";
 *
 * const range: Aggregate = (values) => Math.max(...values) - Math.min(...values);
 * program("frobenius(T3)", { aggregate: range }).aggregate([1, 5, 2]); // → 4
 * ```
 */
export interface Aggregate {
  (values: readonly number[]): number;
  /** What a metric's text calls it; a function that is in no table has none, and cannot be written down. */
  readonly text?: string;
}

/**
 * Algebra that a reduction declares and `reductionLaws` checks, f being the reduction.
 *
 * anyOrder: f of a permutation is the same · scales: f(c·x) = c·f(x) for c > 0 · even: f(−x) = f(x) · odd: f(−x) =
 * −f(x) · between: no less than the least value and no more than the largest · nonNegative: no value below 0.
 */
export type ReductionLaw = "anyOrder" | "scales" | "even" | "odd" | "between" | "nonNegative";

/** Everything there is to say about a reduction but its name, which is its key in a table. */
export interface ReductionSpec {
  /** From numbers to a number; it does not write into them. */
  readonly of: (values: ArrayLike<number>) => number;
  /** The same, faster, of an output in an arena; it must agree up to the order of additions. */
  readonly fast?: (arena: Arena, output: Block) => number;
  /** Its formula in LaTeX, from that of what is reduced and, for an aggregate, the index that runs over instances. */
  readonly latex: (formula: string, index?: string) => string;
  /** How it reads in plain text, different from all others. Default: its name. */
  readonly infix?: string;
  /** A sentence: what it is, and where it is NaN or infinite. */
  readonly domain: string;
  /** That sentence in numbers. */
  readonly examples: readonly { readonly of: readonly number[]; readonly is: number }[];
  readonly laws?: readonly ReductionLaw[];
}

/** A reduction of a table: a toScalar as well as an aggregate. */
export interface Reduction extends Omit<ReductionSpec, "of"> {
  (values: ArrayLike<number>): number;
  readonly text: string;
  readonly infix: string;
}

/** Reductions that numbers tell apart, as `quantile(0.9)`: what stands in a table for all of them. */
export interface ReductionFamily {
  /** The names of its numbers, such as `q`; one that ends in … may come any number of times. */
  readonly parameters: string;
  /** Throws a RangeError for numbers that it does not take. */
  readonly with: (...numbers: readonly number[]) => Reduction;
  readonly domain: string;
  /** Some members, for the laws to be tried on. */
  readonly members: readonly (readonly number[])[];
}

/** Reductions and families of them, by name. */
export type ReductionTable = Readonly<Record<string, Reduction | ReductionFamily>>;

export function isFamily(entry: Reduction | ReductionFamily): entry is ReductionFamily {
  return typeof entry !== "function";
}

/** Declares a reduction; {@link extendReductions} names it and adds it to a table. */
export function reduction(spec: ReductionSpec): ReductionSpec {
  return spec;
}

/** The reduction of a specification under a text. */
export function named(text: string, { of, infix = text, ...data }: ReductionSpec): Reduction {
  return Object.assign((values: ArrayLike<number>) => of(values), { ...data, infix, text });
}

/** The given reductions under their keys' names. */
export function allNamed<const Specs extends Readonly<Record<string, ReductionSpec>>>(
  specs: Specs,
): { readonly [Name in keyof Specs]: Reduction } {
  const entries = Object.entries(specs).map(([name, spec]) => [name, named(name, spec)]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Specs]: Reduction };
}

/**
 * A table with more reductions, named by their keys: toScalars or aggregates of your own,
 * which a metric's text may then name.
 *
 * Throws what `extendOps` of `@eznas/ops` throws for a name that the table has already,
 * and for one that no text can hold.
 *
 * @example
 * ```ts
 * import { aggregates, extendReductions, formatProgram, program, reduction } from "@eznas/program";
 *
 * const range = reduction({
 *   of: (values) => Math.max(...Array.from(values)) - Math.min(...Array.from(values)),
 *   latex: (x, i) => `\\operatorname{range}${i ? `_{${i}}` : ""} ${x}`,
 *   domain: "the largest value less the least",
 *   examples: [{ of: [1, 5, 2], is: 4 }],
 *   laws: ["anyOrder", "scales", "even", "nonNegative"],
 * });
 * const own = { aggregates: extendReductions(aggregates, { range }) };
 * formatProgram(program("range of l2: T3", own)); // → 'range of l2: T3'
 * ```
 */
export function extendReductions<
  Table extends ReductionTable,
  const Specs extends Readonly<Record<string, ReductionSpec>>,
>(table: Table, specs: Specs): Table & { readonly [Name in keyof Specs]: Reduction } {
  checkedNames("extendReductions", table, Object.keys(specs));
  return { ...table, ...allNamed(specs) };
}
