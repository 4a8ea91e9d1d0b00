import { unary, type Variation } from "./variation.ts";

/**
 * Reproduction: the child is its parent. Trees never change, so there is nothing to copy.
 *
 * @example
 * ```ts
 * import { leaf, reproduce } from "@eznas/gp";
 *
 * const parent = leaf("T3");
 * reproduce().apply([parent], { ops: {}, terminals: ["T3"] }, Math.random) === parent; // → true
 * ```
 */
export function reproduce(): Variation {
  return unary("reproduce", (parent) => parent);
}
