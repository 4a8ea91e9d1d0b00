import fc from "fast-check";
import { expect, test } from "vitest";
import { checkTree, format, nodes, type PrimitiveSet, type Tree } from "../../src/index.ts";
import { primitiveSets, trees } from "../../src/testing.ts";
import { set } from "../sets.ts";

test("arbitrary trees are valid, and as deep as asked but not deeper", () => {
  const constrained = fc.record({ set: primitiveSets(), maxDepth: fc.nat(6) });
  fc.assert(
    fc.property(
      constrained.chain((given) => fc.record({ given: fc.constant(given), tree: trees(given.set, given) })),
      ({ given, tree }) => {
        checkTree(tree, given.set);
        expect(tree.depth).toBeLessThanOrEqual(given.maxDepth);
      },
    ),
    { numRuns: 1000 },
  );
  const depths = fc.sample(trees(set, { maxDepth: 4 }), 500).map(({ depth }) => depth);
  expect(new Set(depths)).toEqual(new Set([0, 1, 2, 3, 4]));
});

test("every name of the set occurs", () => {
  const met = new Set(
    fc
      .sample(trees(set), 500)
      .flatMap((tree) => nodes(tree).map((node) => (node.kind === "leaf" ? node.name : node.op))),
  );
  expect(met).toEqual(new Set([...Object.keys(set.ops), ...set.terminals]));
});

test.each<[string, (tree: Tree) => boolean, string]>([
  ["an operation", (tree) => nodes(tree).some((node) => node.kind === "call" && node.op === "mul"), "mul(T1_D, T1_D)"],
  ["a terminal", (tree) => nodes(tree).some((node) => node.kind === "leaf" && node.name === "T4_P"), "T4_P"],
  ["a depth", (tree) => tree.depth >= 3, "abs(abs(abs(T1_D)))"],
  ["anything", () => true, "T1_D"],
])("a failure that needs %s shrinks to the smallest tree that has it", (_, fails, smallest) => {
  for (let seed = 0; seed < 20; seed++) {
    const { counterexample } = fc.check(
      fc.property(trees(set, { maxDepth: 6 }), (tree) => !fails(tree)),
      { seed, numRuns: 2000 },
    );
    expect(format(counterexample![0] as Tree)).toBe(smallest);
  }
});

test("a tree that was written down as an example shrinks too", () => {
  const example = fc.sample(
    trees(set).filter(({ size }) => size > 5),
    1,
  )[0]!;
  const result = fc.check(
    fc.property(trees(set), () => false),
    { examples: [[example]], numRuns: 1 },
  );
  expect(format(result.counterexample![0] as Tree)).toBe("T1_D");
});

test("without operations there are leaves, and without terminals there is an error", () => {
  const bare: PrimitiveSet = { ops: {}, terminals: ["a"] };
  expect(fc.sample(trees(bare), 20).every(({ size }) => size === 1)).toBe(true);
  expect(() => trees({ ops: set.ops, terminals: [] })).toThrow("trees: the set has no terminals");
});
