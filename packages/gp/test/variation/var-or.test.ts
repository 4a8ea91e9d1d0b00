import fc from "fast-check";
import { expect, test } from "vitest";
import { leaf, offspring, reproduce, seeded, type Tree, type Variation, varOr } from "../../src/index.ts";
import { set } from "../sets.ts";

const named = (name: string): Variation => ({ name, parents: 1, apply: () => leaf(name) });
const population = ["a", "b", "c", "d"].map(leaf);

test("variations are chosen as often as their weights say, whatever the weights' sum", () => {
  const vary = varOr([4, named("x")], [0, named("never")], [1, named("y")], [0, named("never")]);
  const rng = seeded(1);
  const counts = new Map<Tree, number>();
  const key = new Map(["x", "y", "never"].map((name) => [name, leaf(name)]));
  for (let i = 0; i < 5000; i++) {
    const child = offspring(vary, population, set, rng);
    const one = key.get(child.kind === "leaf" ? child.name : "")!;
    counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  expect(counts.get(key.get("never")!)).toBeUndefined();
  expect(Math.abs(counts.get(key.get("x")!)! / 5000 - 0.8)).toBeLessThan(0.02);
});

test("the largest uniform number chooses the last variation that has a weight", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (weights) => {
        const vary = varOr(...weights.map((weight, i) => [weight, named(`v${i}`)] as const), [
          0,
          named("never"),
        ] as const);
        expect(offspring(vary, population, set, () => 1 - 2 ** -53)).toEqual(leaf(`v${weights.length - 1}`));
        expect(offspring(vary, population, set, () => 0)).toEqual(leaf("v0"));
      },
    ),
    { numRuns: 1000 },
  );
});

test("a variation gets as many different parents as it takes, each as likely", () => {
  const met = new Map<string, number>();
  const pair: Variation = {
    name: "pair",
    parents: 2,
    apply: ([a, b], ...rest) => {
      expect(rest[0]).toBe(set);
      expect(a).not.toBe(b);
      const key = [a, b].map((tree) => population.indexOf(tree as (typeof population)[number])).join();
      met.set(key, (met.get(key) ?? 0) + 1);
      return a!;
    },
  };
  const rng = seeded(2);
  for (let i = 0; i < 12_000; i++) offspring(varOr([1, pair]), population, set, rng);
  expect(met.size).toBe(12);
  for (const count of met.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
});

test("the same seed gives the same child", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const vary = varOr([1, reproduce()], [2, named("x")]);
      expect(offspring(vary, population, set, seeded(seed))).toEqual(offspring(vary, population, set, seeded(seed)));
    }),
  );
});

test("weights that say nothing are refused", () => {
  expect(() => varOr([-0.1, reproduce()])).toThrow(
    new RangeError("varOr: a weight must be finite and not negative, got -0.1 for reproduce"),
  );
  expect(() => varOr([Number.NaN, reproduce()])).toThrow("got NaN for reproduce");
  expect(() => varOr([0, reproduce()])).toThrow("varOr: no variation has a weight over 0");
  expect(() => varOr()).toThrow("varOr: no variation has a weight over 0");
  expect(() => offspring([], population, set, Math.random)).toThrow("offspring: there is no variation to choose");
});

test("too few parents are refused", () => {
  const pair: Variation = { name: "pair", parents: 2, apply: ([a]) => a! };
  expect(() => offspring(varOr([1, pair]), [leaf("a")], set, Math.random)).toThrow(
    "offspring: pair takes 2 parents, but there are 1 to choose from",
  );
});
