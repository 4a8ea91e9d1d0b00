/** The two ways through a tree. Neither recurses, so a tree may be deeper than the call stack. */
import type { Tree } from "./tree.ts";

/** What becomes of a leaf, and of a call once its arguments have become something. */
export interface Folder<T> {
  readonly leaf: (name: string) => T;
  readonly call: (op: string, args: readonly T[]) => T;
}

/**
 * Replaces every node by a value, arguments before the call that takes them and from left to right.
 *
 * @example
 * ```ts
 * import { call, fold, leaf } from "@eznas/gp";
 *
 * const tree = call("add", [leaf("2"), call("mul", [leaf("3"), leaf("4")])]);
 * fold<number>(tree, { leaf: Number, call: (op, [a, b]) => (op === "add" ? a! + b! : a! * b!) }); // → 14
 * ```
 */
export function fold<T>(tree: Tree, { leaf, call }: Folder<T>): T {
  const values: T[] = [];
  for (const node of postorder(tree))
    values.push(
      node.kind === "leaf" ? leaf(node.name) : call(node.op, values.splice(values.length - node.args.length)),
    );
  return values[0]!;
}

/** Right-to-left preorder, reversed. */
function postorder(tree: Tree): readonly Tree[] {
  const visited: Tree[] = [];
  const waiting: Tree[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    visited.push(node);
    if (node.kind === "call") for (const arg of node.args) waiting.push(arg);
  }
  return visited.reverse();
}

/**
 * All subtrees in preorder, the tree itself first: a node's place in the list is its index for {@link subtreeAt}.
 *
 * @example
 * ```ts
 * import { call, leaf, nodes } from "@eznas/gp";
 *
 * const tree = call("mul", [leaf("T3"), call("abs", [leaf("T3G_D")])]);
 * nodes(tree).map((node) => (node.kind === "leaf" ? node.name : node.op)); // → [ 'mul', 'T3', 'abs', 'T3G_D' ]
 * ```
 */
export function nodes(tree: Tree): readonly Tree[] {
  const visited: Tree[] = [];
  const waiting: Tree[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    visited.push(node);
    if (node.kind === "call") for (let i = node.args.length - 1; i >= 0; i--) waiting.push(node.args[i]!);
  }
  return visited;
}
