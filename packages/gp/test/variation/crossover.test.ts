import fc from "fast-check";
import { expect, test } from "vitest";
import { crossover, format, leaf, nodes, parse, replaceAt, seeded, subtreeAt, type Tree } from "../../src/index.ts";
import { trees, variationLaws } from "../../src/testing.ts";
import { rngOf, set } from "../sets.ts";

const names = (tree: Tree): readonly string[] =>
  nodes(tree).map((node) => (node.kind === "leaf" ? node.name : node.op));
const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("crossover keeps the laws of a variation", () => variationLaws(crossover()));

test("no node is lost or made: what one child has of the other parent, the other child has of the first", () => {
  fc.assert(
    fc.property(trees(set), trees(set), uniform, uniform, (a, b, u, v) => {
      const first = crossover().apply([a, b], set, rngOf(u, v));
      const second = crossover().apply([b, a], set, rngOf(v, u));
      expect([first, second].flatMap(names).sort()).toEqual([a, b].flatMap(names).sort());
    }),
    { numRuns: 1000 },
  );
});

test("a child is the first parent with a subtree of the second in place of one of its own, never at a root", () => {
  fc.assert(
    fc.property(trees(set, { maxDepth: 3 }), trees(set, { maxDepth: 3 }), fc.integer(), (a, b, seed) => {
      const child = crossover().apply([a, b], set, seeded(seed));
      if (a.size === 1 || b.size === 1) return void expect(child).toBe(a);
      const below = (tree: Tree): readonly number[] => Array.from({ length: tree.size - 1 }, (_, i) => i + 1);
      const possible = below(a).flatMap((i) => below(b).map((j) => format(replaceAt(a, i, subtreeAt(b, j)))));
      expect(possible).toContain(format(child));
    }),
    { numRuns: 1000 },
  );
});

test("every pair of points is as likely", () => {
  const a = parse("mul(T3, abs(T1_D))", set);
  const b = parse("add(T4_P, sign(T3G_N))", set);
  const rng = seeded(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < 9000; i++) {
    const text = format(crossover().apply([a, b], set, rng));
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  expect(counts.size).toBe(9);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

test("with a lone terminal as a parent the first parent comes back", () => {
  const tree = parse("abs(T3)", set);
  expect(crossover().apply([tree, leaf("T3")], set, Math.random)).toBe(tree);
  const lone = leaf("T1_D");
  expect(crossover().apply([lone, tree], set, Math.random)).toBe(lone);
});
