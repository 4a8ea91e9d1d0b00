import { replaceAt } from "../edit.ts";
import { nodes } from "../fold.ts";
import { pick } from "../sample.ts";
import { unary, type Variation } from "./variation.ts";

/**
 * Shrink mutation: one call, any of them, is replaced by one of its arguments. A lone terminal stays.
 *
 * @example
 * ```ts
 * import { call, format, leaf, seeded, shrink } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * const parent = call("abs", [call("mul", [leaf("T3"), leaf("T4_D")])]);
 * format(shrink().apply([parent], set, seeded(1))); // → 'abs(T3)'
 * ```
 */
export function shrink(): Variation {
  return unary("shrink", (parent, _, rng) => {
    const calls = nodes(parent).flatMap((node, at) => (node.kind === "call" ? [{ at, args: node.args }] : []));
    if (calls.length === 0) return parent;
    const { at, args } = pick(calls, rng);
    return replaceAt(parent, at, pick(args, rng));
  });
}
