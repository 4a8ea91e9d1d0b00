/** VarOr: each child comes of one variation or another, never of several. */
import type { PrimitiveSet } from "../primitives.ts";
import type { Rng } from "../rng.ts";
import { sample } from "../sample.ts";
import type { Tree } from "../tree.ts";
import type { Variation } from "./variation.ts";

/** Variations with their weights. */
export type VarOr = readonly (readonly [weight: number, variation: Variation])[];

/**
 * Variations of which each child takes one, as often as its weight says; weights need not sum to 1.
 *
 * Throws a RangeError unless the weights are finite, not negative and not all 0.
 *
 * @example
 * ```ts
 * import { crossover, grow, mutateSubtree, reproduce, varOr } from "@eznas/gp";
 *
 * const mutate = mutateSubtree(grow({ minDepth: 0, maxDepth: 5 }));
 * const vary = varOr([0.4, crossover()], [0.4, mutate], [0.2, reproduce()]);
 * vary.map(([, { name }]) => name); // → [ 'crossover', 'mutateSubtree', 'reproduce' ]
 * ```
 */
export function varOr(...choices: VarOr): VarOr {
  for (const [weight, { name }] of choices)
    if (!(Number.isFinite(weight) && weight >= 0))
      throw new RangeError(`varOr: a weight must be finite and not negative, got ${weight} for ${name}`);
  if (!choices.some(([weight]) => weight > 0))
    throw new RangeError("varOr: no variation has a weight over 0, so none could ever be chosen");
  return choices;
}

/**
 * One child: a variation is drawn by weight, then as many different parents as it takes, uniformly.
 *
 * Throws a RangeError when there are fewer parents than the variation takes.
 *
 * @example
 * ```ts
 * import { call, crossover, format, leaf, offspring, reproduce, seeded, varOr } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * const parents = [call("mul", [leaf("T3"), leaf("T3")]), call("abs", [leaf("T4_D")])];
 * format(offspring(varOr([0.8, crossover()], [0.2, reproduce()]), parents, set, seeded(2))); // → 'mul(T4_D, T3)'
 * ```
 */
export function offspring(vary: VarOr, parents: readonly Tree[], set: PrimitiveSet, rng: Rng): Tree {
  const variation = draw(vary, rng);
  if (parents.length < variation.parents)
    throw new RangeError(
      `offspring: ${variation.name} takes ${variation.parents} parents, but there are ${parents.length} to choose from`,
    );
  return variation.apply(sample(parents, variation.parents, rng), set, rng);
}

function draw(vary: VarOr, rng: Rng): Variation {
  let sum = 0;
  for (const [weight] of vary) sum += weight;
  let left = rng() * sum;
  let last: Variation | undefined;
  for (const [weight, variation] of vary) {
    if (weight === 0) continue;
    last = variation;
    left -= weight;
    if (left < 0) break;
  }
  // Rounding may leave a rest after the last one with a weight, which then is it.
  if (!last) throw new RangeError("offspring: there is no variation to choose; make the list with varOr");
  return last;
}
