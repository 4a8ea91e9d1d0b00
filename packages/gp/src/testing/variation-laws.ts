import fc from "fast-check";
import { checkTree } from "../check-tree.ts";
import type { Tree } from "../tree.ts";
import type { Variation } from "../variation/variation.ts";
import { demand, type LawOptions, repeatable, setsOf } from "./laws.ts";
import { trees } from "./trees.ts";

/**
 * Holds a variation to its contract: children are valid, parents are not touched, and
 * the same seed gives the same child.
 *
 * Throws fast-check's Error with the smallest set, parents and seed that break a law.
 *
 * @example
 * ```ts
 * import { call, type Variation } from "@eznas/gp";
 * import { variationLaws } from "@eznas/gp/testing";
 *
 * const negate: Variation = { name: "negate", parents: 1, apply: ([parent]) => call("not", [parent!]) };
 * variationLaws(negate, { set: { ops: { not: { arity: 1 } }, terminals: ["a", "b"] }, numRuns: 100 });
 * ```
 */
export function variationLaws(variation: Variation, options: LawOptions = {}): void {
  const { name, parents: count } = variation;
  demand(name !== "", "a variation needs a name");
  demand(Number.isInteger(count) && count >= 1, `${name} must take a whole number of parents from 1, not ${count}`);
  const families = setsOf(options).chain((set) =>
    fc.record({ set: fc.constant(set), parents: fc.array(trees(set), { minLength: count, maxLength: count }) }),
  );
  fc.assert(
    fc.property(families, fc.integer(), ({ set, parents }, seed) => {
      const before = JSON.stringify(parents);
      const child = repeatable(name, seed, (rng) => {
        // Copies, so that a variation that changes them does not spoil the search for a smaller counterexample.
        const given: readonly Tree[] = JSON.parse(before);
        const made = variation.apply(given, set, rng);
        demand(JSON.stringify(given) === before, `${name} changed its parents; a child is a new tree`);
        return made;
      });
      checkTree(child, set);
    }),
    { numRuns: options.numRuns ?? 1000, includeErrorInReport: true },
  );
}
