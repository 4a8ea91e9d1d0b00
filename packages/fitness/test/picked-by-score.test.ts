/** What is picked by score is judged, ties by the mean over all ways to break them: against all orders of a few networks. */
import { ndcg, precisionAtK, type RankCorrelation, regretAtK, topPrecision } from "@eznas/fitness";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

type Table = readonly (readonly [score: number, accuracy: number])[];

const score = fc.integer({ min: 0, max: 3 });
const tables: fc.Arbitrary<Table> = fc.array(fc.tuple(score, fc.integer({ min: 0, max: 6 })), {
  minLength: 2,
  maxLength: 7,
});
const k = fc.integer({ min: 1, max: 8 });

const columns = (table: Table): [number[], number[]] => [
  table.map(([value]) => value),
  table.map(([, accuracy]) => accuracy),
];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** The mean over all orders of the networks of what a stable sort by score puts in front. */
function overAllOrders(table: Table, of: (accuracies: readonly number[]) => number): number {
  const values = permutations(table).map((order) => of([...order].sort(([a], [b]) => b - a).map(([, it]) => it)));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

property.prop([tables, k], { numRuns: 200 })("precisionAtK", (table, k) => {
  const [scores, accuracies] = columns(table);
  const good = accuracies.toSorted((a, b) => b - a)[Math.min(k, table.length) - 1]!;
  const share = (sorted: readonly number[]): number => {
    const picked = sorted.slice(0, k);
    return picked.filter((accuracy) => accuracy >= good).length / picked.length;
  };
  expect(precisionAtK(k)(scores, accuracies)).toBeCloseTo(overAllOrders(table, share), 9);
});

property.prop([tables, k], { numRuns: 200 })("regretAtK", (table, k) => {
  const [scores, accuracies] = columns(table);
  const lost = (sorted: readonly number[]): number => Math.max(...sorted) - Math.max(...sorted.slice(0, k));
  expect(regretAtK(k)(scores, accuracies)).toBeCloseTo(overAllOrders(table, lost), 9);
});

property.prop([tables, k], { numRuns: 200 })("ndcg", (table, k) => {
  const [scores, accuracies] = columns(table);
  fc.pre(new Set(accuracies).size > 1);
  const gain = (accuracy: number): number => {
    const below = accuracies.filter((other) => other < accuracy).length;
    const equal = accuracies.filter((other) => other === accuracy).length;
    return (below + (equal - 1) / 2) / (accuracies.length - 1);
  };
  const total = (sorted: readonly number[]): number =>
    sorted.slice(0, k).reduce((sum, accuracy, i) => sum + gain(accuracy) / Math.log2(i + 2), 0);
  const ideal = total(accuracies.toSorted((a, b) => b - a));
  expect(ndcg(k)(scores, accuracies)).toBeCloseTo(overAllOrders(table, total) / ideal, 9);
});

const measures: readonly (readonly [string, (k: number) => RankCorrelation, best: number])[] = [
  ["precisionAtK", precisionAtK, 1],
  ["ndcg", ndcg, 1],
  ["regretAtK", regretAtK, 0],
];
const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 });

describe.each(measures)("%s", (name, of, best) => {
  property.prop([distinct, fc.integer({ min: 1, max: 50 })])("the accuracies themselves are best", (accuracies, k) => {
    expect(of(k)(accuracies, accuracies)).toBeCloseTo(best, 12);
  });

  property.prop([distinct, fc.integer({ min: 1, max: 50 }), fc.infiniteStream(fc.integer({ min: -100, max: 100 }))])(
    "an increasing transform of the scores changes nothing, nor does the order of the networks",
    (accuracies, k, stream) => {
      const scores = accuracies.map(() => stream.next().value as number);
      const value = of(k)(scores, accuracies);
      expect(of(k)(scores.map(Math.atan), accuracies)).toBe(value);
      expect(of(k)(scores.toReversed(), accuracies.toReversed())).toBeCloseTo(value, 9);
    },
  );

  test("what does not apply is NaN, mistakes are thrown", () => {
    expect(of(2)([1, Number.NaN], [1, 2])).toBeNaN();
    expect(of(2)([1], [1])).toBeNaN();
    expect(() => of(2)([1, 2], [1])).toThrow(RangeError);
    expect(() => of(0)).toThrow(new RangeError(`${name}: k must be a whole number from 1 up, got 0`));
    expect(() => of(1.5)).toThrow("got 1.5");
  });

  test("constant scores are what chance gives", () => {
    expect(Number.isFinite(of(1)([1, 1, 1], [1, 2, 3]))).toBe(true);
  });
});

test("an infinite score is picked first or last", () => {
  const { POSITIVE_INFINITY: up, NEGATIVE_INFINITY: down } = Number;
  expect(regretAtK(1)([up, 1, down], [70, 80, 95])).toBe(25);
  expect(precisionAtK(1)([down, up], [1, 2])).toBe(1);
});

test("constant accuracies have no gain to cumulate", () => {
  expect(ndcg(2)([1, 2, 3], [5, 5, 5])).toBeNaN();
});

test("of chance, the best of two among four", () => {
  expect(regretAtK(2)([1, 1, 1, 1], [1, 2, 3, 4])).toBeCloseTo(4 - (2 + 3 + 3 + 4 + 4 + 4) / 6, 12);
});

test("precisionAtK is topPrecision with the share that k is", () => {
  const scores = [5, 3, 9, 1, 7, 2, 8, 6];
  const accuracies = [50, 60, 55, 80, 70, 65, 90, 52];
  expect(precisionAtK(2)(scores, accuracies)).toBe(topPrecision({ picked: 2, fraction: 2 / 8 })(scores, accuracies));
});
