/** Subtrees by their place. A place is an index in preorder, the root's is 0. */
import { type Call, call, type Tree } from "./tree.ts";

/**
 * The subtree whose root is the tree's node of that index.
 *
 * Throws a RangeError for an index outside the tree.
 *
 * @example
 * ```ts
 * import { call, format, leaf, subtreeAt } from "@eznas/gp";
 *
 * const tree = call("mul", [leaf("T3"), call("abs", [leaf("T3G_D")])]);
 * format(subtreeAt(tree, 2)); // → 'abs(T3G_D)'
 * ```
 */
export function subtreeAt(tree: Tree, index: number): Tree {
  return descend("subtreeAt", tree, index).subtree;
}

/**
 * The tree with another subtree in the place of the one at that index. Only the nodes above it are new; all others are shared.
 *
 * Throws a RangeError for an index outside the tree.
 *
 * @example
 * ```ts
 * import { call, format, leaf, replaceAt } from "@eznas/gp";
 *
 * const tree = call("mul", [leaf("T3"), call("abs", [leaf("T3G_D")])]);
 * format(replaceAt(tree, 2, leaf("T3G_N"))); // → 'mul(T3, T3G_N)'
 * ```
 */
export function replaceAt(tree: Tree, index: number, by: Tree): Tree {
  return descend("replaceAt", tree, index).path.reduceRight<Tree>(
    (below, { node, place }) => call(node.op, node.args.with(place, below)),
    by,
  );
}

interface Step {
  readonly node: Call;
  /** Which argument the way goes on through. */
  readonly place: number;
}

function descend(
  caller: string,
  tree: Tree,
  index: number,
): { readonly path: readonly Step[]; readonly subtree: Tree } {
  if (!(Number.isInteger(index) && index >= 0 && index < tree.size))
    throw new RangeError(`${caller}: index ${index} is outside a tree of ${tree.size} nodes`);
  const path: Step[] = [];
  let subtree = tree;
  let left = index;
  while (left > 0) {
    // A leaf has size 1, so with nodes left to pass the subtree is a call.
    const node = subtree as Call;
    left--;
    let place = 0;
    while (left >= node.args[place]!.size) left -= node.args[place++]!.size;
    path.push({ node, place });
    subtree = node.args[place]!;
  }
  return { path, subtree };
}
