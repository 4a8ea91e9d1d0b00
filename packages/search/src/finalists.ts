import { format } from "@eznas/gp";
import type { Generation } from "./generation.ts";
import type { Ranked } from "./state/individual.ts";

/**
 * What the paper tests at the end: the best of the last population and the two best ever met, no program twice.
 *
 * @example
 * ```ts
 * import { leaf } from "@eznas/gp";
 * import { finalists } from "@eznas/search";
 *
 * const ranked = (name: string, fitness: number) => ({ ok: true as const, tree: leaf(name), fitness, tasks: [] });
 * const best = ranked("T3", 0.5);
 * finalists({ best, hallOfFame: [ranked("T1_D", 0.7), best, ranked("T4_D", 0.4)] }).length; // → 2
 * ```
 */
export function finalists({ best, hallOfFame }: Pick<Generation, "best" | "hallOfFame">): readonly Ranked[] {
  const byText = new Map<string, Ranked>();
  for (const one of [best, ...hallOfFame.slice(0, 2)]) {
    const text = format(one.tree);
    if (!byText.has(text)) byText.set(text, one);
  }
  return [...byText.values()];
}
