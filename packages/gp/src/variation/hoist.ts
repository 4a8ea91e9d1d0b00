import { subtreeAt } from "../edit.ts";
import { integer } from "../sample.ts";
import { unary, type Variation } from "./variation.ts";

/**
 * Hoist mutation (Kinnear 1993): a subtree below the root becomes the child, which is
 * therefore smaller. A lone terminal stays.
 *
 * @example
 * ```ts
 * import { call, format, hoist, leaf, seeded } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * const parent = call("abs", [call("mul", [leaf("T3"), leaf("T4_D")])]);
 * format(hoist().apply([parent], set, seeded(2))); // → 'mul(T3, T4_D)'
 * ```
 */
export function hoist(): Variation {
  return unary("hoist", (parent, _, rng) =>
    parent.size === 1 ? parent : subtreeAt(parent, 1 + integer(parent.size - 1, rng)),
  );
}
