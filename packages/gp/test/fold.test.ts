import fc from "fast-check";
import { expect, test } from "vitest";
import { call, fold, format, leaf, nodes, type Tree } from "../src/index.ts";
import { trees } from "../src/testing.ts";
import { set } from "./sets.ts";

const recursively = (tree: Tree): string =>
  tree.kind === "leaf" ? tree.name : `${tree.op}[${tree.args.map(recursively).join()}]`;

test("a fold is what recursion gives, and a fold of the constructors is the tree", () => {
  fc.assert(
    fc.property(trees(set), (tree) => {
      expect(fold<string>(tree, { leaf: (name) => name, call: (op, args) => `${op}[${args.join()}]` })).toBe(
        recursively(tree),
      );
      expect(fold<Tree>(tree, { leaf, call })).toEqual(tree);
    }),
    { numRuns: 1000 },
  );
});

test("a fold meets arguments from left to right, and before their call", () => {
  const met: string[] = [];
  const tree = call("where", [leaf("a"), call("add", [leaf("b"), leaf("c")]), leaf("d")]);
  fold<void>(tree, { leaf: (name) => void met.push(name), call: (op) => void met.push(op) });
  expect(met).toEqual(["a", "b", "c", "add", "d", "where"]);
});

test("nodes come in preorder, the tree first and each argument's block after its call", () => {
  fc.assert(
    fc.property(trees(set), (tree) => {
      const list = nodes(tree);
      expect(list[0]).toBe(tree);
      list.forEach((node, i) => {
        if (node.kind === "leaf") return;
        let at = i + 1;
        for (const arg of node.args) {
          expect(list[at]).toBe(arg);
          at += arg.size;
        }
      });
    }),
    { numRuns: 1000 },
  );
});

test("a tree may be deeper than the call stack", () => {
  const deep = Array.from({ length: 50_000 }).reduce<Tree>((tree) => call("abs", [tree]), leaf("T3"));
  expect(nodes(deep).length).toBe(50_001);
  expect(fold<number>(deep, { leaf: () => 0, call: (_, [below]) => below! + 1 })).toBe(deep.depth);
  expect(format(deep).length).toBe(2 + 5 * 50_000);
});
