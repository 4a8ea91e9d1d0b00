/** Subtrees by their place. A place is an index in preorder, the root's is 0. */
import { type Call, callOf, type Tree } from "./tree.ts";

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
  checkIndex("subtreeAt", tree, index);
  return descend(tree, index);
}

/**
 * The tree with another subtree in the place of the one at that index. Only the nodes above
 * it are new; all others are shared.
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
  checkIndex("replaceAt", tree, index);
  const above: Call[] = [];
  const places: number[] = [];
  descend(tree, index, above, places);
  let below = by;
  for (let i = above.length - 1; i >= 0; i--) {
    const { op, args } = above[i]!;
    below = callOf(op, withArgument(args, places[i]!, below));
  }
  return below;
}

function checkIndex(caller: string, tree: Tree, index: number): void {
  if (!(Number.isInteger(index) && index >= 0 && index < tree.size))
    throw new RangeError(`${caller}: index ${index} is outside a tree of ${tree.size} nodes`);
}

/** The subtree at an index; the calls above it are noted, and through which of their arguments the way goes on. */
function descend(tree: Tree, index: number, above?: Call[], places?: number[]): Tree {
  let subtree = tree;
  let left = index;
  while (left > 0) {
    // A leaf has size 1, so with nodes left to pass the subtree is a call.
    const node = subtree as Call;
    left--;
    const last = node.args.length - 1;
    let place = 0;
    // A size that is not needed is not read: among many parents each is a wait for memory.
    while (left > 0 && place < last && left >= node.args[place]!.size) left -= node.args[place++]!.size;
    above?.push(node);
    places?.push(place);
    subtree = node.args[place]!;
  }
  return subtree;
}

/** As `with` of arrays, which is several times slower on so short ones. */
function withArgument(args: readonly Tree[], place: number, by: Tree): readonly Tree[] {
  if (args.length === 1) return [by];
  if (args.length === 2) return place === 0 ? [by, args[1]!] : [args[0]!, by];
  return args.with(place, by);
}
