/** A tree becomes a metric: what the paper calls a ZC-NASM. */
import { checkTree, parse, type Tree } from "@eznas/gp";
import { ops as defaultOps, type OpTable } from "@eznas/ops";
import { statisticNames } from "@eznas/stats";
import type { Aggregate } from "./aggregate.ts";
import { mean, type ToScalar } from "./to-scalar.ts";

/** A tree over the 22 statistics, what its operations mean, and how its outputs become one number. */
export interface Program {
  readonly tree: Tree;
  readonly ops: OpTable;
  readonly toScalar: ToScalar;
  readonly aggregate: Aggregate;
}

export interface ProgramOptions {
  /** The operations that the tree may use. Default: the 34 of `@eznas/ops`. */
  readonly ops?: OpTable;
  /** From an instance's output to a number. Default: `mean`, the paper's sum/numel. */
  readonly toScalar?: ToScalar;
  /** From the instances' numbers to the score. Default: `mean`. */
  readonly aggregate?: Aggregate;
}

/**
 * Makes a metric of a program's text or tree.
 *
 * Throws the `SyntaxError` of `parse`, with its column, for a text that is no program over the operations and the 22
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
export function program(
  source: string | Tree,
  { ops = defaultOps, toScalar = mean, aggregate = mean }: ProgramOptions = {},
): Program {
  const set = { ops, terminals: statisticNames };
  if (typeof source === "string") return { tree: parse(source, set), ops, toScalar, aggregate };
  checkTree(source, set);
  return { tree: source, ops, toScalar, aggregate };
}
