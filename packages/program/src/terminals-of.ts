import { nodes } from "@eznas/gp";
import { type StatisticName, statisticNames } from "@eznas/stats";
import type { Program } from "./program.ts";

/**
 * The statistics that a program reads, each once, in the order of `statisticNames`: what must be captured to score it.
 *
 * @example
 * ```ts
 * import { program, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(program("add(mul(T4_P, T3), T3)")); // → [ 'T3', 'T4_P' ]
 * ```
 */
export function terminalsOf({ tree }: Pick<Program, "tree">): readonly StatisticName[] {
  const read = new Set<string>();
  for (const node of nodes(tree)) if (node.kind === "leaf") read.add(node.name);
  return statisticNames.filter((name) => read.has(name));
}
