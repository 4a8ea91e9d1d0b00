import fc from "fast-check";
import { expect, test } from "vitest";
import { format, leaf, nodes, replaceAt, seeded, shrink } from "../../src/index.ts";
import { trees, variationLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

test("shrink keeps the laws of a variation", () => variationLaws(shrink()));

test("a child has an argument in the place of its call", () => {
  fc.assert(
    fc.property(
      trees(set, { maxDepth: 3 }).filter(({ size }) => size > 1),
      fc.integer(),
      (parent, seed) => {
        const possible = nodes(parent).flatMap((node, i) =>
          node.kind === "call" ? node.args.map((arg) => format(replaceAt(parent, i, arg))) : [],
        );
        expect(possible).toContain(format(shrink().apply([parent], set, seeded(seed))));
      },
    ),
    { numRuns: 1000 },
  );
});

test("a lone terminal stays", () => {
  const parent = leaf("T3");
  expect(shrink().apply([parent], set, Math.random)).toBe(parent);
});
