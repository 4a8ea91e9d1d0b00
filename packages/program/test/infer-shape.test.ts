import { fold, leaf, type Tree } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import type { InstanceStatistics, StatisticName } from "@eznas/stats";
import { type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { inferShape, program } from "../src/index.ts";
import { instances, programs } from "../src/testing.ts";

beforeAll(() => useBackend("cpu"));

/** The shape that the kernels give when they run one after the other, or undefined when one of them throws. */
function shapeByRunning(tree: Tree, { statistics }: InstanceStatistics): readonly number[] | undefined {
  return tidy(() => {
    try {
      const result = fold<Tensor>(tree, {
        leaf: (name) => {
          const { data, shape } = statistics[name as StatisticName]!;
          return tensor(data, [...shape]);
        },
        call: (name, args) => ops[name as keyof typeof ops].kernel(...(args as [Tensor, Tensor])),
      });
      return result.shape;
    } catch {
      return undefined;
    }
  });
}

function shapesOf({ statistics }: InstanceStatistics): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(statistics).map(([name, { shape }]) => [name, shape]));
}

test("a tree is refused by its shapes exactly when one of its kernels would fail", () => {
  let refused = 0;
  fc.assert(
    fc.property(programs({ maxDepth: 4 }), instances(), ({ tree }, instance) => {
      const inferred = inferShape(tree, shapesOf(instance), ops);
      if (!inferred) refused++;
      expect(inferred).toEqual(shapeByRunning(tree, instance));
    }),
    { numRuns: 1500 },
  );
  expect(refused).toBeGreaterThan(100);
});

test("a terminal has its own shape, and a refused argument refuses the call", () => {
  expect(inferShape(leaf("T3"), { T3: [2, 3] }, ops)).toEqual([2, 3]);
  expect(inferShape(program("abs(det(T3))").tree, { T3: [2, 3] }, ops)).toBeUndefined();
});

test("a terminal without a shape and an operation without an entry are the caller's mistakes", () => {
  expect(() => inferShape(leaf("T3"), {}, ops)).toThrow("inferShape: no shape given for the terminal T3");
  expect(() => inferShape(program("abs(T3)").tree, { T3: [1] }, {})).toThrow('no "abs"');
});
