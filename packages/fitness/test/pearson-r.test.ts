import { pearsonR } from "@eznas/fitness";
import { correlationLaws } from "@eznas/fitness/testing";
import { fc, test as property } from "@fast-check/vitest";
import { sampleCorrelation } from "simple-statistics";
import { expect, test } from "vitest";

test("it keeps the laws of a correlation", () => correlationLaws(pearsonR, { invariant: "linear" }));

property.prop([fc.array(fc.tuple(fc.integer({ min: -999, max: 999 }), fc.nat(999)), { minLength: 3 })], {
  numRuns: 1000,
})("it is what simple-statistics gives", (pairs) => {
  const [x, y] = [pairs.map(([score]) => score), pairs.map(([, accuracy]) => accuracy)];
  const expected = sampleCorrelation(x, y);
  if (Number.isFinite(expected)) expect(pearsonR(x, y)).toBeCloseTo(expected, 9);
});

test("a large offset does not cost digits", () => {
  const y = [1, 2, 4, 8];
  const exact = pearsonR([1, 2, 3, 4], y);
  expect(pearsonR([1e15 + 1, 1e15 + 2, 1e15 + 3, 1e15 + 4], y)).toBe(exact);
});

test("values near the largest and the smallest double have a correlation", () => {
  const huge = Number.MAX_VALUE;
  const tiny = Number.MIN_VALUE;
  expect(pearsonR([-huge, 0, huge], [1, 2, 3])).toBe(1);
  expect(pearsonR([tiny, 2 * tiny, 3 * tiny], [3, 2, 1])).toBe(-1);
  expect(pearsonR([-huge, huge, 0], [-huge, 0, huge])).toBeCloseTo(0.5, 12);
});

test("an infinite score has no distance to the others", () => {
  expect(pearsonR([1, 2, Number.POSITIVE_INFINITY], [1, 2, 3])).toBeNaN();
});
