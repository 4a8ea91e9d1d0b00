import fc from "fast-check";
import { expect, test } from "vitest";
import { call, checkTree, leaf, replaceAt, type Tree } from "../src/index.ts";
import { primitiveSets, trees } from "../src/testing.ts";
import { set } from "./sets.ts";

const familiar = primitiveSets().chain((some) => fc.tuple(fc.constant(some), trees(some)));

test("trees over a set are valid", () => {
  fc.assert(
    fc.property(familiar, ([some, tree]) => checkTree(tree, some)),
    { numRuns: 1000 },
  );
});

test("one wrong node anywhere makes a tree invalid, and the error tells its index", () => {
  const wrong = fc.constantFrom<Tree>(
    leaf("T9"),
    call("cube", [leaf("T3")]),
    call("mul", [leaf("T3")]),
    { kind: "leaf", name: "T3", size: 1, depth: 1 as 0 },
    { kind: "call", op: "abs", args: [leaf("T3")], size: 3, depth: 1 },
  );
  fc.assert(
    fc.property(trees(set), fc.nat(), wrong, (tree, place, bad) => {
      const at = place % tree.size;
      const spoiled = replaceAt(tree, at, bad);
      expect(() => checkTree(spoiled, set)).toThrow(RangeError);
      expect(() => checkTree(spoiled, set)).toThrow(`(node ${at} of ${spoiled.size})`);
    }),
    { numRuns: 1000 },
  );
});

test.each<[string, Tree, string]>([
  [
    "an unknown terminal",
    call("abs", [leaf("T3G_M")]),
    'unknown terminal "T3G_M"; did you mean "T3G_N"? (node 1 of 2)',
  ],
  [
    "an unknown operation",
    call("logdet", [leaf("T3")]),
    'unknown operation "logdet"; did you mean "logDet"? (node 0 of 2)',
  ],
  ["a wrong arity", call("abs", [leaf("T3"), leaf("T3")]), '"abs" takes 1 argument, got 2 (node 0 of 3)'],
  [
    "a false size",
    { kind: "call", op: "abs", args: [leaf("T3")], size: 7, depth: 1 },
    "expected size 2 and depth 1, the node says 7 and 1; make trees with leaf and call (node 0 of 7)",
  ],
])("%s is told by name and place", (_, tree, message) => {
  expect(() => checkTree(tree, set)).toThrow(new RangeError(`checkTree: ${message}`));
});

test("what every object has is no operation", () => {
  expect(() => checkTree(call("toString", [leaf("T3")]), set)).toThrow('unknown operation "toString"');
});
