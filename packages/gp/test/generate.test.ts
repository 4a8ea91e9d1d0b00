import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { full, grow, leaf, nodes, type PrimitiveSet, rampedHalfAndHalf, seeded, type Tree } from "../src/index.ts";
import { generatorLaws, primitiveSets } from "../src/testing.ts";
import { set } from "./sets.ts";

const ranges = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
  .map(([a, b]) => ({ minDepth: Math.min(a, b), maxDepth: Math.max(a, b) }));
const leafDepths = (tree: Tree): readonly number[] =>
  tree.kind === "leaf" ? [0] : tree.args.flatMap(leafDepths).map((depth) => depth + 1);
const many = (count: number, draw: () => Tree): readonly Tree[] => Array.from({ length: count }, draw);

test.each([
  ["full", full],
  ["grow", grow],
  ["rampedHalfAndHalf", rampedHalfAndHalf],
] as const)("%s keeps the laws of a generator", (_, generator) => {
  generatorLaws(generator({ minDepth: 0, maxDepth: 4 }), { minDepth: 0, maxDepth: 4 });
  generatorLaws(generator({ minDepth: 2, maxDepth: 6 }), { minDepth: 2, maxDepth: 6, set });
  generatorLaws(generator({ minDepth: 3, maxDepth: 3 }), { minDepth: 3, maxDepth: 3, numRuns: 200 });
});

test("every branch of a full tree is as deep as the tree", () => {
  fc.assert(
    fc.property(ranges, primitiveSets(), fc.integer(), (range, some, seed) => {
      const tree = full(range)(some, seeded(seed));
      expect(new Set(leafDepths(tree))).toEqual(new Set([tree.depth]));
    }),
    { numRuns: 1000 },
  );
});

test("no branch of a grown tree ends before the least depth", () => {
  fc.assert(
    fc.property(ranges, primitiveSets(), fc.integer(), (range, some, seed) => {
      const depths = leafDepths(grow(range)(some, seeded(seed)));
      expect(Math.min(...depths)).toBeGreaterThanOrEqual(range.minDepth);
      expect(Math.max(...depths)).toBeLessThanOrEqual(range.maxDepth);
    }),
    { numRuns: 1000 },
  );
});

describe("in the long run", () => {
  const rng = seeded(1);

  test("full draws every depth of the range equally often", () => {
    const counts = [2, 3, 4].map(() => 0);
    for (const { depth } of many(6000, () => full({ minDepth: 2, maxDepth: 4 })(set, rng))) counts[depth - 2]!++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  test("grow ends a branch early as often as a uniform draw of a name gives a terminal", () => {
    const unary: PrimitiveSet = { ops: { abs: { arity: 1 }, sign: { arity: 1 } }, terminals: ["a", "b", "c"] };
    const range = { minDepth: 1, maxDepth: 1000 };
    // The limit is far off, so the second node of a chain is a terminal with probability 3/5, unless the limit is 1.
    const short = many(4000, () => grow(range)(unary, rng)).filter(({ depth }) => depth === 1).length;
    expect(Math.abs(short / 4000 - 0.6)).toBeLessThan(0.04);
  });

  test("names are drawn uniformly", () => {
    const counts = new Map<string, number>();
    for (const tree of many(4000, () => full({ minDepth: 1, maxDepth: 1 })(set, rng)))
      for (const node of nodes(tree)) {
        const name = node.kind === "leaf" ? node.name : node.op;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    for (const op of Object.keys(set.ops)) expect(Math.abs(counts.get(op)! / 4000 - 1 / 6)).toBeLessThan(0.03);
    const leaves = set.terminals.reduce((sum, name) => sum + counts.get(name)!, 0);
    for (const name of set.terminals) expect(Math.abs(counts.get(name)! / leaves - 1 / 4)).toBeLessThan(0.03);
  });

  test("ramped half-and-half gives full trees about half the time, and depths over the whole range", () => {
    // With as many terminals as this, a grown tree of depth 5 hardly ever is full: 1/2 of full, 1/4 of depth 5.
    const wide: PrimitiveSet = { ops: { mul: { arity: 2 } }, terminals: ["a", "b", "c"] };
    const drawn = many(2000, () => rampedHalfAndHalf({ minDepth: 2, maxDepth: 5 })(wide, rng));
    const isFull = (tree: Tree): boolean => tree.size === 2 ** (tree.depth + 1) - 1;
    expect(new Set(drawn.map(({ depth }) => depth))).toEqual(new Set([2, 3, 4, 5]));
    const full5 = drawn.filter((tree) => tree.depth === 5 && isFull(tree)).length;
    expect(Math.abs(full5 / 2000 - 1 / 8)).toBeLessThan(0.04);
  });
});

test("every generator of depth 0 gives leaves, without operations too", () => {
  const bare: PrimitiveSet = { ops: {}, terminals: ["a"] };
  for (const generator of [full, grow, rampedHalfAndHalf])
    expect(generator({ minDepth: 0, maxDepth: 0 })(bare, seeded(1)).size).toBe(1);
});

test.each([
  [
    "a set without terminals",
    { ops: { abs: { arity: 1 } }, terminals: [] },
    "the set has no terminals; every branch ends in one",
  ],
  [
    "a set without operations",
    { ops: {}, terminals: ["a"] },
    "the set has no operations, so no tree is deeper than 0; add one or ask for maxDepth 0",
  ],
  [
    "an operation without arguments",
    { ops: { pi: { arity: 0 } }, terminals: ["a"] },
    '"pi" takes 0 arguments; an operation takes 1 at least',
  ],
] as const)("%s is refused", (_, bad, message) => {
  const range = { minDepth: 1, maxDepth: 3 };
  expect(() => full(range)(bad, seeded(1))).toThrow(new RangeError(`full: ${message}`));
  expect(() => grow(range)(bad, seeded(1))).toThrow(new RangeError(`grow: ${message}`));
  expect(() => rampedHalfAndHalf(range)(bad, seeded(1))).toThrow(message);
});

test.each([
  [3, 2],
  [-1, 2],
  [0.5, 2],
  [0, Number.POSITIVE_INFINITY],
])("the range %d to %d is none", (minDepth, maxDepth) => {
  expect(() => full({ minDepth, maxDepth })).toThrow(
    new RangeError(`full: expected whole depths with 0 ≤ minDepth ≤ maxDepth, got ${minDepth} and ${maxDepth}`),
  );
  expect(() => grow({ minDepth, maxDepth })).toThrow(/^grow: /);
  expect(() => rampedHalfAndHalf({ minDepth, maxDepth })).toThrow(RangeError);
});

test("a depth that cannot be meant is refused, and the deepest that can be is made", () => {
  expect(() => grow({ minDepth: 0, maxDepth: 1001 })).toThrow("grow: maxDepth must be at most 1000, got 1001");
  const unary: PrimitiveSet = { ops: { abs: { arity: 1 } }, terminals: ["a"] };
  expect(full({ minDepth: 1000, maxDepth: 1000 })(unary, seeded(1)).depth).toBe(1000);
});

test("a set's operations are read once, however many trees are drawn", () => {
  let reads = 0;
  const ops = new Proxy(set.ops, {
    ownKeys(target) {
      reads++;
      return Reflect.ownKeys(target);
    },
  });
  const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
  const rng = seeded(1);
  for (const _ of Array.from({ length: 20 })) init({ ops, terminals: set.terminals }, rng);
  expect(reads).toBe(1);
});

test("a list of terminals that has changed gives its new names", () => {
  const terminals = ["a"];
  const draw = () => full({ minDepth: 0, maxDepth: 0 })({ ops: {}, terminals }, Math.random);
  expect(draw()).toEqual(leaf("a"));
  terminals[0] = "b";
  expect(draw()).toEqual(leaf("b"));
});

test("a name that no tree may have is refused when it is drawn", () => {
  const one = { minDepth: 1, maxDepth: 1 };
  expect(() => full(one)({ ops: { "a b": { arity: 1 } }, terminals: ["x"] }, Math.random)).toThrow('got "a b"');
  expect(() => full(one)({ ops: { a: { arity: 1 } }, terminals: ["x,"] }, Math.random)).toThrow('got "x,"');
});
