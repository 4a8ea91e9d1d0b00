import fc from "fast-check";
import { expect, test } from "vitest";
import { format, grow, leaf, mutateSubtree, parse, replaceAt, seeded } from "../../src/index.ts";
import { trees, variationLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

test("subtree mutation keeps the laws of a variation", () =>
  variationLaws(mutateSubtree(grow({ minDepth: 0, maxDepth: 5 }))));

test("a child is its parent with what the generator made in place of one subtree", () => {
  const made = parse("where(T3, T3, T3)", set);
  fc.assert(
    fc.property(trees(set), fc.integer(), (parent, seed) => {
      const child = mutateSubtree(() => made).apply([parent], set, seeded(seed));
      const possible = Array.from({ length: parent.size }, (_, i) => format(replaceAt(parent, i, made)));
      expect(possible).toContain(format(child));
    }),
    { numRuns: 1000 },
  );
});

test("every node is as likely to be replaced, the root included", () => {
  const parent = parse("mul(T3, abs(T3))", set);
  const rng = seeded(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < 4000; i++) {
    const text = format(mutateSubtree(() => leaf("T4_P")).apply([parent], set, rng));
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(["T4_P", "mul(T3, T4_P)", "mul(T3, abs(T4_P))", "mul(T4_P, abs(T3))"]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(110);
});
