import fc from "fast-check";
import type { PrimitiveSet } from "../primitives.ts";

/** Names that plain objects have as well, and names that look like numbers. */
const treacherous = ["toString", "constructor", "__proto__", "hasOwnProperty", "0.5", "-1", "é"];
/**
 * Arbitrary sets of one to six operations of one to three arguments and as many terminals,
 * some with names such as `toString`.
 *
 * @example
 * ```ts
 * import { primitiveSets } from "@eznas/gp/testing";
 * import fc from "fast-check";
 *
 * fc.assert(fc.property(primitiveSets(), ({ ops, terminals }) => Object.keys(ops).length * terminals.length > 0));
 * ```
 */
export function primitiveSets(): fc.Arbitrary<PrimitiveSet> {
  const names = fc.uniqueArray(fc.oneof(fc.stringMatching(/^[A-Za-z]\w{0,4}$/), fc.constantFrom(...treacherous)), {
    minLength: 1,
    maxLength: 6,
  });
  const arities = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 });
  return fc.tuple(names, arities, names).map(([ops, arity, terminals]) => ({
    ops: Object.fromEntries(ops.map((name, i) => [name, { arity: arity[i]! }])),
    terminals,
  }));
}
