import { logRankSum, meanRank, type RankCombination, ranks } from "@eznas/fitness";
import { fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

const score = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -1000, max: 1000 }));
const tables = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 12 })).chain(([metrics, networks]) =>
  fc.array(fc.array(score, { minLength: networks, maxLength: networks }), {
    minLength: metrics,
    maxLength: metrics,
  }),
);
const numRuns = 1000;

const expectClose = (a: readonly number[], b: readonly number[]): void => {
  expect(a.length).toBe(b.length);
  for (const [i, x] of a.entries()) expect(x).toBeCloseTo(b[i]!, 10);
};

describe.each<[string, RankCombination]>([
  ["meanRank", meanRank],
  ["logRankSum", logRankSum],
])("%s", (name, combine) => {
  test("another order of the networks is another order of the result", () => {
    const cases = tables.chain((lists) => {
      const places = [...lists[0]!.keys()];
      return fc.tuple(fc.constant(lists), fc.shuffledSubarray(places, { minLength: places.length }));
    });
    fc.assert(
      fc.property(cases, ([lists, order]) => {
        const moved = (list: readonly number[]): number[] => order.map((i) => list[i]!);
        expectClose(combine(lists.map(moved)), moved(combine(lists)));
      }),
      { numRuns },
    );
  });

  test("the order of the metrics does not matter", () => {
    fc.assert(
      fc.property(tables, (lists) => expectClose(combine(lists.toReversed()), combine(lists))),
      { numRuns },
    );
  });

  test("an increasing transform of any metric changes nothing", () => {
    const transforms = fc.constantFrom<(x: number) => number>(
      (x) => 4 * x - 3,
      (x) => x ** 3,
      (x) => Math.atan(x),
    );
    fc.assert(
      fc.property(tables, transforms, fc.nat(), (lists, transform, at) => {
        const changed = lists.map((list, i) => (i === at % lists.length ? list.map(transform) : list));
        expect(combine(changed)).toEqual(combine(lists));
      }),
      { numRuns },
    );
  });

  test("a network that no metric ranks below another is not below it, and above it where one ranks it above", () => {
    fc.assert(
      fc.property(tables, (lists) => {
        const combined = combine(lists);
        for (let i = 0; i < combined.length; i++)
          for (let j = 0; j < combined.length; j++) {
            if (!lists.every((list) => list[i]! >= list[j]!)) continue;
            const above = lists.some((list) => list[i]! > list[j]!);
            expect(combined[i]! - combined[j]!).toBeGreaterThanOrEqual(above ? 1e-9 : -1e-9);
          }
      }),
      { numRuns },
    );
  });

  test("one metric alone ranks as it does", () => {
    fc.assert(
      fc.property(tables, ([list]) => {
        expect(ranks(combine([list!]))).toEqual(ranks(list!));
      }),
      { numRuns },
    );
  });

  test("no list, lists of different lengths and a NaN are refused", () => {
    expect(() => combine([])).toThrow(new RangeError(`${name}: expected the scores of at least one metric, got none`));
    expect(() => combine([[1, 2], [1, 2], [1]])).toThrow(
      new RangeError(`${name}: expected as many scores from every metric, got 2 from the first and 1 at index 2`),
    );
    expect(() => combine([[1, Number.NaN]])).toThrow(RangeError);
    expect(combine([[]])).toEqual([]);
  });
});

test("the sum of log-ranks punishes one low rank more than the mean does", () => {
  const lists = [
    [1, 2, 3, 4],
    [4, 2, 3, 1],
  ];
  expect(meanRank(lists)).toEqual([2.5, 2, 3, 2.5]);
  const [mixed, , even] = logRankSum(lists);
  expect(mixed).toBeCloseTo(Math.log(1 / 4), 12);
  expect(even).toBeCloseTo(2 * Math.log(3 / 4), 12);
});
