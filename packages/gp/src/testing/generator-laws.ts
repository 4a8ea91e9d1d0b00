import fc from "fast-check";
import { checkTree } from "../check-tree.ts";
import type { DepthRange, TreeGenerator } from "../generate.ts";
import { demand, type LawOptions, repeatable, setsOf } from "./laws.ts";

/**
 * Holds a generator to its contract: its trees are valid and within the range of depths, and
 * the same seed gives the same tree.
 *
 * Throws fast-check's Error with the set and seed that break a law.
 *
 * @example
 * ```ts
 * import { grow } from "@eznas/gp";
 * import { generatorLaws } from "@eznas/gp/testing";
 *
 * generatorLaws(grow({ minDepth: 1, maxDepth: 4 }), { minDepth: 1, maxDepth: 4, numRuns: 100 });
 * ```
 */
export function generatorLaws(generator: TreeGenerator, options: LawOptions & Partial<DepthRange> = {}): void {
  const { minDepth = 0, maxDepth = Number.POSITIVE_INFINITY, numRuns = 1000 } = options;
  fc.assert(
    fc.property(setsOf(options), fc.integer(), (set, seed) => {
      const tree = repeatable("the generator", seed, (rng) => generator(set, rng));
      checkTree(tree, set);
      demand(
        minDepth <= tree.depth && tree.depth <= maxDepth,
        `a tree has depth ${tree.depth}, which is not between ${minDepth} and ${maxDepth}`,
      );
    }),
    { numRuns, includeErrorInReport: true },
  );
}
