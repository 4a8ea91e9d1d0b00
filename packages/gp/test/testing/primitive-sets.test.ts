import fc from "fast-check";
import { expect, test } from "vitest";
import { grow, seeded } from "../../src/index.ts";
import { primitiveSets, treeLaws } from "../../src/testing.ts";

test("arbitrary sets have operations and terminals, no name twice, and every generator can draw from them", () => {
  fc.assert(
    fc.property(primitiveSets(), fc.integer(), (set, seed) => {
      const arities = Object.values(set.ops).map(({ arity }) => arity);
      expect(arities.length).toBeGreaterThan(0);
      for (const arity of arities) expect([1, 2, 3]).toContain(arity);
      expect(new Set(set.terminals).size).toBe(set.terminals.length);
      expect(grow({ minDepth: 1, maxDepth: 2 })(set, seeded(seed)).depth).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});

test("names that every object has are among them", () => {
  const names = fc.sample(primitiveSets(), 300).flatMap(({ ops }) => Object.keys(ops));
  expect(names).toEqual(expect.arrayContaining(["toString", "__proto__"]));
});

test("trees over any of them keep the laws of a tree", () => {
  for (const set of fc.sample(primitiveSets(), 20)) treeLaws(set, { numRuns: 50 });
});
