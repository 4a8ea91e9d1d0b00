import { replaceAt, subtreeAt } from "../edit.ts";
import { arityOf } from "../primitives.ts";
import { integer, pick } from "../sample.ts";
import { call, leaf } from "../tree.ts";
import { unary, type Variation } from "./variation.ts";

/**
 * Point mutation: one node, the root included, gets another name of the same number of arguments; the shape stays.
 *
 * Where the set has no other such name the parent comes back as it is.
 *
 * @example
 * ```ts
 * import { call, format, leaf, mutatePoint, seeded } from "@eznas/gp";
 *
 * const set = { ops: { add: { arity: 2 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] };
 * const parent = call("mul", [leaf("T3"), leaf("T3")]);
 * format(mutatePoint().apply([parent], set, seeded(2))); // → 'add(T3, T3)'
 * ```
 */
export function mutatePoint(): Variation {
  return unary("mutatePoint", (parent, set, rng) => {
    const at = integer(parent.size, rng);
    const node = subtreeAt(parent, at);
    const isLeaf = node.kind === "leaf";
    const names = isLeaf
      ? set.terminals.filter((name) => name !== node.name)
      : Object.keys(set.ops).filter((name) => name !== node.op && arityOf(set, name) === node.args.length);
    if (names.length === 0) return parent;
    const name = pick(names, rng);
    return replaceAt(parent, at, isLeaf ? leaf(name) : call(name, node.args));
  });
}
