import fc from "fast-check";
import { expect, test } from "vitest";
import { hoist, leaf, nodes, seeded } from "../../src/index.ts";
import { trees, variationLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

test("hoist keeps the laws of a variation", () => variationLaws(hoist()));

test("a child is one of its parent's subtrees, and smaller", () => {
  fc.assert(
    fc.property(
      trees(set).filter(({ size }) => size > 1),
      fc.integer(),
      (parent, seed) => {
        const child = hoist().apply([parent], set, seeded(seed));
        expect(nodes(parent).slice(1).includes(child)).toBe(true);
        expect(child.size).toBeLessThan(parent.size);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a lone terminal stays", () => {
  const parent = leaf("T3");
  expect(hoist().apply([parent], set, Math.random)).toBe(parent);
});
