import { bestFirst, type Selection } from "./evaluated.ts";

/**
 * Keeps the best, best first and equals in their order; all of them when there are fewer.
 *
 * Throws a RangeError unless keep is a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { best, leaf } from "@eznas/gp";
 *
 * const population = [0.1, 0.7, 0.4].map((fitness) => ({ tree: leaf("T3"), fitness }));
 * best({ keep: 2 })(population, Math.random).map(({ fitness }) => fitness); // → [ 0.7, 0.4 ]
 * ```
 */
export function best({ keep }: { readonly keep: number }): Selection {
  if (!(Number.isInteger(keep) && keep >= 1))
    throw new RangeError(`best: keep must be a whole number of at least 1, got ${keep}`);
  return (population) => bestFirst(population).slice(0, keep);
}
