import fc from "fast-check";
import { expect, test } from "vitest";
import { call, type Evaluated, format, induct, leaf } from "../../src/index.ts";
import { trees } from "../../src/testing.ts";
import { set } from "../sets.ts";

const entries = fc.array(
  fc.record({
    tree: trees(set, { maxDepth: 1 }),
    fitness: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN)),
  }),
  { maxLength: 12 },
);
const worth = ({ fitness }: Evaluated): number => (Number.isNaN(fitness) ? Number.NEGATIVE_INFINITY : fitness);

test("a hall has each tree once, with its best entry, and the best trees, best first", () => {
  fc.assert(
    fc.property(entries, entries, fc.nat(8), (hall, newcomers, size) => {
      const all = [...hall, ...newcomers];
      const inducted = induct(hall, newcomers, { size });
      const bestOf = new Map<string, number>();
      for (const one of all) {
        const text = format(one.tree);
        bestOf.set(text, Math.max(bestOf.get(text) ?? Number.NEGATIVE_INFINITY, worth(one)));
      }
      expect(inducted.map(worth)).toEqual(
        [...bestOf.values()].sort((a, b) => (b > a ? 1 : b < a ? -1 : 0)).slice(0, size),
      );
      for (const one of inducted) {
        expect(all).toContain(one);
        expect(worth(one)).toBe(bestOf.get(format(one.tree)));
      }
      expect(new Set(inducted.map(({ tree }) => format(tree))).size).toBe(inducted.length);
    }),
    { numRuns: 1000 },
  );
});

test("generation by generation or all at once, the hall has the same fitnesses", () => {
  fc.assert(
    fc.property(entries, entries, fc.nat(8), (first, second, size) => {
      const oneByOne = induct(induct([], first, { size }), second, { size });
      expect(oneByOne.map(worth)).toEqual(induct([], [...first, ...second], { size }).map(worth));
    }),
    { numRuns: 1000 },
  );
});

test("of equals the older one stays, whatever else the entries hold", () => {
  const old = { tree: call("abs", [leaf("T3")]), fitness: 0.5, met: "first" };
  const same = { tree: call("abs", [leaf("T3")]), fitness: 0.5, met: "later" };
  expect(induct([old], [same], { size: 3 })).toEqual([old]);
  expect(induct([old], [{ ...same, fitness: 0.6 }], { size: 3 })).toEqual([{ ...same, fitness: 0.6 }]);
});

test("a size that is no number of places is refused", () => {
  expect(() => induct([], [], { size: -1 })).toThrow(
    new RangeError("induct: size must be a whole number of at least 0, got -1"),
  );
});
