import fc from "fast-check";
import { expect, test } from "vitest";
import { leaf, mutatePoint, nodes, parse, seeded } from "../../src/index.ts";
import { trees, variationLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

test("point mutation keeps the laws of a variation", () => variationLaws(mutatePoint()));

test("one node has another name, and the shape stays", () => {
  const replaceable = { ops: { ...set.ops, select: { arity: 3 } }, terminals: set.terminals };
  fc.assert(
    fc.property(trees(replaceable), fc.integer(), (parent, seed) => {
      const [before, after] = [parent, mutatePoint().apply([parent], replaceable, seeded(seed))].map(nodes);
      const name = (i: number, list = before!) => {
        const node = list[i]!;
        return node.kind === "leaf" ? node.name : node.op;
      };
      expect(after!.map(({ size }) => size)).toEqual(before!.map(({ size }) => size));
      expect(before!.filter((_, i) => name(i) !== name(i, after)).length).toBe(1);
    }),
    { numRuns: 1000 },
  );
});

test("a lone terminal becomes another one", () => {
  expect(mutatePoint().apply([leaf("T3")], { ops: {}, terminals: ["T3", "T4_P"] }, Math.random)).toEqual(leaf("T4_P"));
});

test("where no other name fits, the parent comes back", () => {
  const only = { ops: { abs: { arity: 1 }, mul: { arity: 2 } }, terminals: ["T3"] };
  const parent = parse("mul(abs(T3), T3)", only);
  for (let seed = 0; seed < 20; seed++) expect(mutatePoint().apply([parent], only, seeded(seed))).toBe(parent);
});
