import { topPrecision } from "@eznas/fitness";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

const score = fc.integer({ min: 0, max: 3 });
const tables = fc.array(fc.tuple(score, fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 7 });

/** The mean over all orders of the networks of what a pick from the front of a stable sort finds. */
function overAllOrders(table: readonly (readonly [number, number])[], picked: number, good: number): number {
  const orders = permutations(table);
  const shares = orders.map((order) => {
    const best = [...order].sort(([a], [b]) => b - a).slice(0, picked);
    return best.filter(([, accuracy]) => accuracy >= good).length / best.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

property.prop([tables, fc.integer({ min: 1, max: 8 })], { numRuns: 100 })(
  "tied scores count by the mean over all ways to break the tie",
  (table, picked) => {
    const [scores, accuracies] = [table.map(([it]) => it), table.map(([, accuracy]) => accuracy)];
    const good = accuracies.toSorted((a, b) => b - a)[Math.round(accuracies.length / 2) - 1]!;
    expect(topPrecision({ picked, fraction: 0.5 })(scores, accuracies)).toBeCloseTo(
      overAllOrders(table, picked, good),
      9,
    );
  },
);

test("it is the share of the picked that are good", () => {
  const scores = [6, 5, 4, 3, 2, 1];
  const accuracies = [90, 60, 92, 91, 70, 80];
  expect(topPrecision({ picked: 2, fraction: 0.5 })(scores, accuracies)).toBe(0.5);
  expect(topPrecision({ picked: 1, fraction: 1 / 6 })(scores, accuracies)).toBe(0);
  expect(topPrecision({ picked: 3, fraction: 1 / 6 })(scores, accuracies)).toBeCloseTo(1 / 3, 12);
  expect(topPrecision({ picked: 99, fraction: 0.5 })(scores, accuracies)).toBe(0.5);
});

test("constant scores find as many as chance does", () => {
  expect(topPrecision({ picked: 1, fraction: 0.25 })([1, 1, 1, 1], [1, 2, 3, 4])).toBe(0.25);
});

test("options out of range are refused", () => {
  expect(() => topPrecision({ picked: 0, fraction: 0.5 })).toThrow("picked must be a whole number from 1 up, got 0");
  expect(() => topPrecision({ picked: 1.5, fraction: 0.5 })).toThrow("got 1.5");
  expect(() => topPrecision({ picked: 1, fraction: 0 })).toThrow("fraction must be over 0 and at most 1, got 0");
});
