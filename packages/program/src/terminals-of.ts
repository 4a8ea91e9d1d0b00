import { nodes } from "@eznas/gp";
import { type StatisticName, statisticNames } from "@eznas/stats";
import type { Program } from "./program.ts";

/**
 * The statistics that a program reads, each once, in the order of `statisticNames` or of the program's own terminals:
 * what must be captured to score it.
 *
 * @example
 * ```ts
 * import { program, terminalsOf } from "@eznas/program";
 *
 * terminalsOf(program("add(mul(T4_P, T3), T3)")); // → [ 'T3', 'T4_P' ]
 * ```
 */
export function terminalsOf<Terminal extends string = StatisticName>(
  program: Pick<Program<Terminal>, "tree" | "terminals">,
): readonly Terminal[] {
  const read = new Set<string>();
  for (const node of nodes(program.tree)) if (node.kind === "leaf") read.add(node.name);
  return terminalsAllowed(program).filter((name) => read.has(name));
}

/** What a program's leaves may be. One that does not say has the 22, and `Terminal` is their type then. */
export function terminalsAllowed<Terminal extends string>({
  terminals,
}: Pick<Program<Terminal>, "terminals">): readonly Terminal[] {
  return terminals ?? (statisticNames as readonly string[] as readonly Terminal[]);
}
