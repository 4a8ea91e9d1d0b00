import fc from "fast-check";
import { checkTree } from "../check-tree.ts";
import { replaceAt, subtreeAt } from "../edit.ts";
import { nodes } from "../fold.ts";
import type { PrimitiveSet } from "../primitives.ts";
import { format, parse } from "../text.ts";
import { demand, type LawOptions } from "./laws.ts";
import { trees } from "./trees.ts";

/**
 * Holds the trees over a set to what every tree keeps: they are valid, their text reads back as the same tree, and
 * their subtrees are found and put back by their index. A set of your own keeps these
 * laws when its names are fit for texts.
 *
 * Throws fast-check's Error with the smallest tree that breaks a law.
 *
 * @example
 * ```ts
 * import { treeLaws } from "@eznas/gp/testing";
 *
 * treeLaws({ ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3", "T4_D"] }, { numRuns: 100 });
 * ```
 */
export function treeLaws(set: PrimitiveSet, { numRuns = 1000 }: Omit<LawOptions, "set"> = {}): void {
  fc.assert(
    fc.property(trees(set), fc.nat(), (tree, place) => {
      checkTree(tree, set);
      const text = format(tree);
      const read = parse(text, set);
      checkTree(read, set);
      demand(format(read) === text, `${text} reads back as ${format(read)}`);
      demand(read.size === tree.size && read.depth === tree.depth, `${text} reads back with another size or depth`);
      const index = place % tree.size;
      const subtree = subtreeAt(tree, index);
      demand(nodes(tree)[index] === subtree, `node ${index} of ${text} is not its subtree at ${index}`);
      demand(
        format(replaceAt(tree, index, subtree)) === text,
        `${text} changes when node ${index} is replaced by itself`,
      );
    }),
    { numRuns, includeErrorInReport: true },
  );
}
