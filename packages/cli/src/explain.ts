import { nodes } from "@eznas/gp";
import { formatProgram, infix, latex, type Program, terminalsOf } from "@eznas/program";
import type { StatisticName } from "@eznas/stats";

export interface Explanation {
  /** The metric's canonical text. */
  readonly text: string;
  readonly infix: string;
  readonly latex: string;
  /** Nodes of the tree. */
  readonly size: number;
  readonly depth: number;
  /** What it reads. */
  readonly statistics: readonly StatisticName[];
  /** The operations it is made of, each once, with where it departs from the textbook. */
  readonly operations: readonly { readonly name: string; readonly domain: string }[];
}

/**
 * A program as text, as a formula and in its parts.
 *
 * @example
 * ```ts
 * import { explain } from "eznas";
 * import { eznasA } from "@eznas/program";
 *
 * const { text, depth, statistics } = explain(eznasA);
 * text; // → 'frobenius(sigmoid(logDet(sign(T1G_D))))'
 * depth; // → 4
 * statistics; // → [ 'T1G_D' ]
 * ```
 */
export function explain(program: Program): Explanation {
  const { tree, ops } = program;
  const used = new Set(nodes(tree).flatMap((node) => (node.kind === "call" ? [node.op] : [])));
  return {
    text: formatProgram(program),
    infix: infix(program),
    latex: latex(program),
    size: tree.size,
    depth: tree.depth,
    statistics: terminalsOf(program),
    operations: [...used].map((name) => ({ name, domain: ops[name]!.domain })),
  };
}
