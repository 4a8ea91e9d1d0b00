import { kendallTau, partialKendallTau } from "@eznas/fitness";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bySpace, type Column, judge, objectives, oriented } from "../../src/discovery/objectives.ts";

const column = fc.integer({ min: 6, max: 20 }).chain((n) =>
  fc.record({
    scores: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }),
    accuracies: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: n, maxLength: n }),
    sizes: fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: n, maxLength: n }), {
      minLength: 1,
      maxLength: 1,
    }),
  }),
);

describe("oriented", () => {
  test("failures rank last in either direction, all others by the sign", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 30 }),
        fc.constantFrom(1 as const, -1 as const),
        fc.nat(),
        (scores, sign, at) => {
          const failed = at % scores.length;
          const row = scores.map((score, i) => (i === failed ? Number.NaN : score));
          const better = oriented(row, sign)!;
          for (const [i, score] of row.entries()) {
            if (i === failed) continue;
            expect(better[failed]).toBeLessThan(better[i]!);
            expect(better[i]).toBe(sign * score);
          }
        },
      ),
    );
  });

  test("more than a fifth of failures is no answer, a fifth is one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat({ max: 40 }), (n, failures) => {
        const row = Array.from({ length: n }, (_, i) => (i < failures ? Number.NaN : i));
        expect(oriented(row, 1) === undefined).toBe(Math.min(failures, n) > 0.2 * n);
      }),
    );
  });
});

describe("judge", () => {
  const orNothing = (tau: number): number => (Number.isNaN(tau) ? 0 : tau);

  test("mean and worst are over spaces, a space being the mean of its tasks", () => {
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.constantFrom("a", "b")),
        (columns, stream) => {
          const spaces = [...stream.take(columns.length)];
          const taus = columns.map(({ scores, accuracies }) => orNothing(kendallTau(scores, accuracies)));
          const means = [...new Set(spaces)].map((space) => {
            const own = taus.filter((_, i) => spaces[i] === space);
            return own.reduce((sum, tau) => sum + tau, 0) / own.length;
          });
          const [mean, worst] = judge(columns, spaces, ["mean tau", "worst tau"]);
          expect(mean).toBeCloseTo(means.reduce((sum, tau) => sum + tau, 0) / means.length, 12);
          expect(worst).toBeCloseTo(Math.min(...means), 12);
        },
      ),
    );
  });

  test("every objective is a number from -1 to 1 and -1 where a metric does not apply", () => {
    fc.assert(
      fc.property(column, (one) => {
        for (const value of judge([one], ["a"], objectives)) {
          expect(value).toBeGreaterThanOrEqual(-1 - 1e-12);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
    expect(judge([undefined], ["a"], objectives)).toEqual(objectives.map(() => -1));
  });

  test("τ turns with the sign where nothing fails", () => {
    fc.assert(
      fc.property(column, (one) => {
        const turned: Column = { ...one, scores: oriented(one.scores, -1)! };
        const [plus] = judge([one], ["a"], ["mean tau"]);
        const [minus] = judge([turned], ["a"], ["mean tau"]);
        expect(minus! + plus!).toBeCloseTo(0, 12);
      }),
    );
  });

  test("a failure counts as the worst score, whichever direction is the better", () => {
    const accuracies = [1, 2, 3, 4, 5, 6];
    const row = [Number.NaN, 2, 3, 4, 5, 6];
    const sizes = [[1, 1, 2, 2, 3, 3]];
    const of = (sign: 1 | -1) => judge([{ scores: oriented(row, sign)!, accuracies, sizes }], ["a"], ["mean tau"])[0];
    expect(of(1)).toBe(1);
    expect(of(-1)).toBeCloseTo((5 - 10) / 15, 12);
  });

  test("partial is τ given the sizes", () => {
    const one = { scores: [1, 3, 2, 5, 4, 6], accuracies: [2, 1, 3, 4, 6, 5], sizes: [[1, 1, 2, 2, 3, 3]] };
    expect(judge([one], ["a"], ["worst partial"])).toEqual([partialKendallTau(one.scores, one.accuracies, one.sizes)]);
  });

  test("spaces stand in the order in which they are met", () => {
    expect(bySpace([1, 5, 3], ["b", "a", "b"])).toEqual([2, 5]);
  });
});
