import fc from "fast-check";
import { expect, test } from "vitest";
import { call, format, leaf, nodes, parse, replaceAt, subtreeAt, type Tree } from "../src/index.ts";
import { trees } from "../src/testing.ts";
import { set } from "./sets.ts";

const placed = trees(set).chain((tree) => fc.tuple(fc.constant(tree), fc.nat(tree.size - 1)));
const names = (tree: Tree): readonly string[] =>
  nodes(tree).map((node) => (node.kind === "leaf" ? node.name : node.op));

test("the subtree at an index is the node of that index in preorder", () => {
  fc.assert(
    fc.property(placed, ([tree, i]) => void expect(subtreeAt(tree, i)).toBe(nodes(tree)[i])),
    { numRuns: 1000 },
  );
});

test("a tree whose subtree is replaced by itself is the same tree", () => {
  fc.assert(
    fc.property(placed, ([tree, i]) => void expect(replaceAt(tree, i, subtreeAt(tree, i))).toEqual(tree)),
    { numRuns: 1000 },
  );
});

test("what is put at an index is found there, and the nodes before and after stay", () => {
  fc.assert(
    fc.property(placed, trees(set), ([tree, i], by) => {
      const changed = replaceAt(tree, i, by);
      expect(subtreeAt(changed, i)).toBe(by);
      const end = i + subtreeAt(tree, i).size;
      expect(names(changed)).toEqual([...names(tree).slice(0, i), ...names(by), ...names(tree).slice(end)]);
    }),
    { numRuns: 1000 },
  );
});

test("two subtrees that change places leave the nodes of both trees as they are", () => {
  fc.assert(
    fc.property(placed, placed, ([a, i], [b, j]) => {
      const swapped = [replaceAt(a, i, subtreeAt(b, j)), replaceAt(b, j, subtreeAt(a, i))];
      expect(swapped.flatMap(names).sort()).toEqual([a, b].flatMap(names).sort());
    }),
    { numRuns: 1000 },
  );
});

test("only the path to the place is new", () => {
  const tree = parse("add(mul(T3, T4_P), abs(abs(T1_D)))", set);
  const changed = replaceAt(tree, 6, leaf("T3G_N"));
  expect(format(changed)).toBe("add(mul(T3, T4_P), abs(abs(T3G_N)))");
  expect(format(tree)).toBe("add(mul(T3, T4_P), abs(abs(T1_D)))");
  expect(subtreeAt(changed, 1)).toBe(subtreeAt(tree, 1));
});

test("a deep tree is edited at its bottom", () => {
  const deep = Array.from({ length: 20_000 }).reduce<Tree>((tree) => call("abs", [tree]), leaf("T3"));
  const changed = replaceAt(deep, 20_000, leaf("T1_D"));
  expect(subtreeAt(changed, 20_000)).toEqual(leaf("T1_D"));
  expect(changed.depth).toBe(20_000);
});

test.each([-1, 3, 0.5, Number.NaN])("index %d is outside a tree of 3 nodes", (index) => {
  const tree = parse("mul(T3, T3)", set);
  expect(() => subtreeAt(tree, index)).toThrow(
    new RangeError(`subtreeAt: index ${index} is outside a tree of 3 nodes`),
  );
  expect(() => replaceAt(tree, index, leaf("T3"))).toThrow(`replaceAt: index ${index} is outside a tree of 3 nodes`);
});
