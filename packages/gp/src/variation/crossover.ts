import { replaceAt, subtreeAt } from "../edit.ts";
import { integer } from "../sample.ts";
import type { Variation } from "./variation.ts";

/**
 * One-point crossover: one point in each of two parents, the subtrees there swapped, and
 * the first of the two children kept.
 *
 * As in the DEAP version that the paper's release uses, a point is any node but the root, each as likely as the others,
 * and when one of the parents is a lone terminal the first parent comes back as it is.
 *
 * @example
 * ```ts
 * import { call, crossover, format, leaf, seeded } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * const parents = [call("mul", [leaf("T3"), leaf("T3")]), call("abs", [leaf("T4_D")])];
 * format(crossover().apply(parents, set, seeded(1))); // → 'mul(T3, T4_D)'
 * ```
 */
export function crossover(): Variation {
  return {
    name: "crossover",
    parents: 2,
    apply([first, second], _, rng) {
      if (first!.size === 1 || second!.size === 1) return first!;
      const at = 1 + integer(first!.size - 1, rng);
      const from = 1 + integer(second!.size - 1, rng);
      return replaceAt(first!, at, subtreeAt(second!, from));
    },
  };
}
