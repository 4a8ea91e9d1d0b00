import { nodes } from "./fold.ts";
import { quote, suggest } from "./nearest.ts";
import { arityOf, countArguments, type PrimitiveSet } from "./primitives.ts";
import { call, leaf, type Tree } from "./tree.ts";

/**
 * Throws a RangeError unless the tree is one over the set: known names, as many arguments as each operation takes, and
 * true sizes and depths, which a tree that was not made by {@link leaf} and {@link call} may lack.
 *
 * @example
 * ```ts
 * import { call, checkTree, leaf } from "@eznas/gp";
 *
 * const set = { ops: { abs: { arity: 1 } }, terminals: ["T3"] };
 * checkTree(call("abs", [leaf("T3")]), set); // → undefined
 * ```
 */
export function checkTree(tree: Tree, set: PrimitiveSet): void {
  const terminals = new Set(set.terminals);
  const operations = Object.keys(set.ops);
  nodes(tree).forEach((node, index) => {
    const fail = (problem: string): never => {
      throw new RangeError(`checkTree: ${problem} (node ${index} of ${tree.size})`);
    };
    if (node.kind === "leaf") {
      if (!terminals.has(node.name)) fail(`unknown terminal ${quote(node.name)}; ${suggest(node.name, set.terminals)}`);
    } else {
      const arity = arityOf(set, node.op);
      if (arity === undefined) fail(`unknown operation ${quote(node.op)}; ${suggest(node.op, operations)}`);
      else if (node.args.length !== arity) fail(`"${node.op}" takes ${countArguments(arity)}, got ${node.args.length}`);
    }
    const { size, depth } = node.kind === "leaf" ? leaf(node.name) : call(node.op, node.args);
    if (node.size !== size || node.depth !== depth)
      fail(
        `expected size ${size} and depth ${depth}, the node says ${node.size} and ${node.depth}; ` +
          "make trees with leaf and call",
      );
  });
}
