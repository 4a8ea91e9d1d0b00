import { format } from "../text.ts";
import { bestFirst, type Evaluated, isBetter } from "./evaluated.ts";

/**
 * The best of the hall and of the newcomers, best first and no tree twice: of equal trees the best entry stays, of
 * equal fitnesses the older one.
 *
 * Throws a RangeError unless size is a whole number of at least 0.
 *
 * @example
 * ```ts
 * import { induct, leaf } from "@eznas/gp";
 *
 * const hall = [{ tree: leaf("T3"), fitness: 0.6 }, { tree: leaf("T4_D"), fitness: 0.2 }];
 * const met = [{ tree: leaf("T3"), fitness: 0.5 }, { tree: leaf("T1_D"), fitness: 0.4 }];
 * induct(hall, met, { size: 2 }).map(({ fitness }) => fitness); // → [ 0.6, 0.4 ]
 * ```
 */
export function induct<E extends Evaluated>(
  hall: readonly E[],
  newcomers: readonly E[],
  { size }: { readonly size: number },
): readonly E[] {
  if (!(Number.isInteger(size) && size >= 0))
    throw new RangeError(`induct: size must be a whole number of at least 0, got ${size}`);
  const byText = new Map<string, E>();
  for (const entry of [...hall, ...newcomers]) {
    const text = format(entry.tree);
    const known = byText.get(text);
    if (!known || isBetter(entry, known)) byText.set(text, entry);
  }
  return bestFirst([...byText.values()]).slice(0, size);
}
