import fc from "fast-check";
import type { PrimitiveSet } from "../primitives.ts";

/** Names that plain objects have as well, and names that look like numbers. */
const treacherous = ["toString", "constructor", "__proto__", "hasOwnProperty", "0.5", "-1", "é"];
/** What stands in braces may hold anything. */
const braced = ["{}", "{ }", "{a, b}", "{f(x): {y}}", "{)(}", "{é\n,}"];

/**
 * Arbitrary sets of one to six operations of one to three arguments and as many terminals, some with names such as
 * `toString` or in braces.
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
  const name = fc.oneof(fc.stringMatching(/^[A-Za-z]\w{0,4}$/), fc.constantFrom(...treacherous));
  const some = { minLength: 1, maxLength: 6 };
  const names = fc.uniqueArray(name, some);
  const leaves = fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: name }, fc.constantFrom(...braced)), some);
  const arities = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 });
  return fc.tuple(names, arities, leaves).map(([ops, arity, terminals]) => ({
    ops: Object.fromEntries(ops.map((name, i) => [name, { arity: arity[i]! }])),
    terminals,
  }));
}
