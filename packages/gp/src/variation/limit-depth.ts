import { pick } from "../sample.ts";
import type { VarOr } from "./var-or.ts";
import type { Variation } from "./variation.ts";

/**
 * A static depth limit on every variation: a child that is too deep is replaced by one of its parents, drawn uniformly.
 *
 * That is Koza's rule as DEAP has it, which does not try again; a leaf has depth 0, and the paper's limit is 10.
 * Parents within the limit only have children within it; what is deeper to begin with may stay so. Throws a RangeError
 * unless the limit is a whole number of at least 0.
 *
 * @example
 * ```ts
 * import { call, full, leaf, limitDepth, mutateSubtree, offspring, seeded, varOr } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 } }, terminals: ["T3"] };
 * const vary = limitDepth(varOr([1, mutateSubtree(full({ minDepth: 9, maxDepth: 9 }))]), 5);
 * offspring(vary, [call("abs", [leaf("T3")])], set, seeded(1)).depth; // → 1
 * ```
 */
export function limitDepth(vary: VarOr, maxDepth: number): VarOr {
  if (!(Number.isInteger(maxDepth) && maxDepth >= 0))
    throw new RangeError(`limitDepth: maxDepth must be a whole number of at least 0, got ${maxDepth}`);
  return vary.map(([weight, variation]) => [weight, limited(variation, maxDepth)]);
}

function limited(variation: Variation, maxDepth: number): Variation {
  return {
    ...variation,
    apply(parents, set, rng) {
      const child = variation.apply(parents, set, rng);
      return child.depth <= maxDepth ? child : pick(parents, rng);
    },
  };
}
