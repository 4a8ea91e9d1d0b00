import { spearmanRho } from "@eznas/fitness";
import { correlationLaws } from "@eznas/fitness/testing";
import { fc, test as property } from "@fast-check/vitest";
import { sampleRankCorrelation } from "simple-statistics";
import { expect, test } from "vitest";

test("it keeps the laws of a correlation", () => correlationLaws(spearmanRho));

property.prop(
  [
    fc
      .uniqueArray(fc.integer(), { minLength: 2, maxLength: 50 })
      .chain((x) =>
        fc.tuple(fc.constant(x), fc.uniqueArray(fc.integer(), { minLength: x.length, maxLength: x.length })),
      ),
  ],
  { numRuns: 1000 },
)("without ties it is what simple-statistics gives", ([x, y]) => {
  expect(spearmanRho(x, y)).toBeCloseTo(sampleRankCorrelation(x, y), 9);
});

test("without ties it is 1 − 6 Σd² / n(n² − 1)", () => {
  expect(spearmanRho([1, 2, 3, 4, 5], [10, 30, 20, 50, 40])).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
});

test("infinite scores rank as the extremes", () => {
  const { POSITIVE_INFINITY: up, NEGATIVE_INFINITY: down } = Number;
  expect(spearmanRho([down, 1, 2, up], [1, 2, 4, 3])).toBeCloseTo(0.8, 12);
});
