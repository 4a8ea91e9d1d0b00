import { replaceAt } from "../edit.ts";
import type { TreeGenerator } from "../generate.ts";
import { integer } from "../sample.ts";
import { unary, type Variation } from "./variation.ts";

/**
 * Uniform subtree mutation: the subtree at any node, the root included, is replaced by a new one.
 *
 * The release's new subtrees are grown with depth 0 to 5.
 *
 * @example
 * ```ts
 * import { call, format, grow, leaf, mutateSubtree, seeded } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * const parent = call("mul", [leaf("T3"), leaf("T3")]);
 * const { apply } = mutateSubtree(grow({ minDepth: 0, maxDepth: 5 }));
 * format(apply([parent], set, seeded(7))); // → 'mul(abs(mul(T3, T4_D)), T3)'
 * ```
 */
export function mutateSubtree(generator: TreeGenerator): Variation {
  return unary("mutateSubtree", (parent, set, rng) =>
    replaceAt(parent, integer(parent.size, rng), generator(set, rng)),
  );
}
