import fc from "fast-check";
import { expect, test } from "vitest";
import {
  call,
  checkTree,
  crossover,
  full,
  grow,
  hoist,
  leaf,
  limitDepth,
  mutatePoint,
  mutateSubtree,
  offspring,
  rampedHalfAndHalf,
  reproduce,
  seeded,
  shrink,
  type Tree,
  type Variation,
  varOr,
} from "../../src/index.ts";
import { variationLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

const everything = varOr(
  [4, crossover()],
  [4, mutateSubtree(grow({ minDepth: 0, maxDepth: 5 }))],
  [1, mutatePoint()],
  [0.5, hoist()],
  [0.5, shrink()],
  [1, reproduce()],
);

test("no chain of variations leads deeper than 10, and every child on the way is valid", () => {
  const limited = limitDepth(everything, 10);
  const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
  let deepest = 0;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const rng = seeded(seed);
      const population: Tree[] = Array.from({ length: 6 }, () => init(set, rng));
      for (let step = 0; step < 60; step++) {
        const child = offspring(limited, population, set, rng);
        checkTree(child, set);
        expect(child.depth).toBeLessThanOrEqual(10);
        deepest = Math.max(deepest, child.depth);
        population[step % population.length] = child;
      }
    }),
    { numRuns: 1000 },
  );
  expect(deepest).toBe(10);
});

test("limited variations keep the laws of a variation", () => {
  for (const [, variation] of limitDepth(everything, 3)) variationLaws(variation, { numRuns: 200 });
});

test("a child within the limit is left alone, one beyond it is replaced by any of its parents", () => {
  const deeper: Variation = { name: "deeper", parents: 2, apply: ([a]) => call("abs", [a!]) };
  const vary = limitDepth(varOr([1, deeper]), 1);
  const shallow = [leaf("T3"), leaf("T1_D")];
  expect(offspring(vary, shallow, set, seeded(1)).depth).toBe(1);
  const parents = ["T3", "T1_D"].map((name) => call("abs", [leaf(name)]));
  const rng = seeded(2);
  const kept = new Map<Tree, number>(parents.map((parent) => [parent, 0]));
  for (let i = 0; i < 2000; i++) {
    const child = offspring(vary, parents, set, rng);
    kept.set(child, kept.get(child)! + 1);
  }
  expect([...kept.keys()]).toEqual(parents);
  for (const count of kept.values()) expect(Math.abs(count - 1000)).toBeLessThan(110);
});

test("weights, names and numbers of parents stay, and the variations given are not changed", () => {
  const plain = varOr([0.3, crossover()], [0.7, mutateSubtree(full({ minDepth: 8, maxDepth: 8 }))]);
  const limited = limitDepth(plain, 2);
  const shown = (vary: typeof plain) => vary.map(([weight, { name, parents }]) => [weight, name, parents]);
  expect(shown(limited)).toEqual(shown(plain));
  const unary = { ops: { abs: { arity: 1 } }, terminals: ["T3"] };
  expect(plain[1]![1].apply([leaf("T3")], unary, seeded(1)).depth).toBe(8);
  expect(limited[1]![1].apply([leaf("T3")], unary, seeded(1)).depth).toBe(0);
});

test("a limit that is no depth is refused", () => {
  for (const limit of [-1, 2.5, Number.NaN])
    expect(() => limitDepth(everything, limit)).toThrow(
      new RangeError(`limitDepth: maxDepth must be a whole number of at least 0, got ${limit}`),
    );
});
