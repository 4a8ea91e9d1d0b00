/** A tree becomes a metric: what the paper calls a ZC-NASM. */
import { checkTree, parse, type Tree } from "@eznas/gp";
import { ops as defaultOps, type OpTable } from "@eznas/ops";
import { type StatisticName, statisticNames } from "@eznas/stats";
import type { Aggregate } from "./aggregate.ts";
import { mean, type ToScalar } from "./to-scalar.ts";

/** A tree over statistics (the 22, by default), what its operations mean, and how its outputs become one number. */
export interface Program<Terminal extends string = StatisticName> {
  readonly tree: Tree;
  readonly ops: OpTable;
  readonly toScalar: ToScalar;
  readonly aggregate: Aggregate;
  /** What its leaves may be, where that is not the 22. */
  readonly terminals?: readonly Terminal[];
}

export interface ProgramOptions<Terminal extends string = StatisticName> {
  /** The operations that the tree may use. Default: the 34 of `@eznas/ops`. */
  readonly ops?: OpTable;
  /** From an instance's output to a number. Default: `mean`, the paper's sum/numel. */
  readonly toScalar?: ToScalar;
  /** From the instances' numbers to the score. Default: `mean`. */
  readonly aggregate?: Aggregate;
  /** The statistics that the tree may read. Default: the 22 of `@eznas/stats`, whose `terminalNames` has four more. */
  readonly terminals?: readonly Terminal[];
}

/**
 * Makes a metric of a program's text or tree.
 *
 * Throws the `SyntaxError` of `parse`, with its column, for a text that is no program over the operations and the
 * statistics, and the error of `checkTree` for such a tree.
 *
 * @example
 * ```ts
 * import { format } from "@eznas/gp";
 * import { program } from "@eznas/program";
 *
 * const synflowLike = program("mul( T3, T3G_N )");
 * format(synflowLike.tree); // → 'mul(T3, T3G_N)'
 * ```
 */
export function program<Terminal extends string>(
  source: string | Tree,
  options: ProgramOptions<Terminal> & { readonly terminals: readonly Terminal[] },
): Program<Terminal>;
export function program(source: string | Tree, options?: ProgramOptions): Program;
export function program<Terminal extends string>(
  source: string | Tree,
  { ops = defaultOps, toScalar = mean, aggregate = mean, terminals }: ProgramOptions<Terminal> = {},
): Program<Terminal> {
  const set = { ops, terminals: terminals ?? statisticNames };
  const tree = typeof source === "string" ? parse(source, set) : source;
  if (tree === source) checkTree(tree, set);
  return { tree, ops, toScalar, aggregate, ...(terminals && { terminals }) };
}
