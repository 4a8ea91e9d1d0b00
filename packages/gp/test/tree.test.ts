import fc from "fast-check";
import { expect, test } from "vitest";
import { call, leaf, nodes, type Tree } from "../src/index.ts";
import { trees } from "../src/testing.ts";
import { set } from "./sets.ts";

const depthOf = (tree: Tree): number => (tree.kind === "leaf" ? 0 : 1 + Math.max(...tree.args.map(depthOf)));

test("size and depth are what counting gives", () => {
  fc.assert(
    fc.property(trees(set), (tree) => {
      expect(tree.size).toBe(nodes(tree).length);
      expect(tree.depth).toBe(depthOf(tree));
    }),
    { numRuns: 1000 },
  );
});

test("a tree is plain data: it survives being sent to a worker", () => {
  fc.assert(fc.property(trees(set), (tree) => void expect(structuredClone(tree)).toEqual(tree)));
});

test("a leaf has depth 0 and a call is one deeper than its deepest argument", () => {
  const tree = call("where", [leaf("a"), call("abs", [call("abs", [leaf("b")])]), leaf("c")]);
  expect(tree).toMatchObject({ kind: "call", op: "where", size: 6, depth: 3 });
});

test.each(["", " ", "a b", "a,b", "f(x)", "a\n"])("the name %j would make texts ambiguous and is refused", (name) => {
  expect(() => leaf(name)).toThrow(/^leaf: a name has no spaces/);
  expect(() => call(name, [leaf("T3")])).toThrow(/^call: a name has no spaces/);
});

test("a call without arguments is refused", () => {
  expect(() => call("pi", [])).toThrow(new RangeError('call: "pi" has no arguments; what takes none is a leaf'));
});
