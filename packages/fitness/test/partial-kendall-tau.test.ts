import { kendallTau, partialKendallTau } from "@eznas/fitness";
import { correlationLaws } from "@eznas/fitness/testing";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

test("without covariates it is Kendall's τ, with its laws", () => {
  correlationLaws((scores, accuracies) => partialKendallTau(scores, accuracies, []));
});

test("a covariate that is constant takes nothing out", () => {
  correlationLaws((scores, accuracies) => partialKendallTau(scores, accuracies, [scores.map(() => 7)]));
});

const value = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -1e6, max: 1e6 }));
const tables = fc.integer({ min: 2, max: 30 }).chain((n) => {
  const list = fc.array(value, { minLength: n, maxLength: n });
  return fc.tuple(list, list, fc.array(list, { minLength: 1, maxLength: 3 }));
});
const same = (a: number, b: number): void => {
  if (Number.isNaN(a) || Number.isNaN(b)) expect([a, b]).toEqual([Number.NaN, Number.NaN]);
  else expect(a).toBeCloseTo(b, 6);
};

property.prop([tables], { numRuns: 1000 })("it lies in [−1, 1] or is NaN, and its two lists are alike", ([x, y, z]) => {
  const partial = partialKendallTau(x, y, z);
  expect(Number.isNaN(partial) || Math.abs(partial) <= 1).toBe(true);
  same(partialKendallTau(y, x, z), partial);
});

property.prop([tables], { numRuns: 1000 })("the order of the covariates does not matter", ([x, y, z]) => {
  same(partialKendallTau(x, y, z.toReversed()), partialKendallTau(x, y, z));
});

property.prop([tables, fc.nat()], { numRuns: 1000 })(
  "one more covariate that ranks as one before it, or the other way round, changes nothing",
  ([x, y, z], at) => {
    const again = z[at % z.length]!.map((value) => -2 * value);
    same(partialKendallTau(x, y, [...z, again]), partialKendallTau(x, y, z));
  },
);

property.prop([tables], { numRuns: 1000 })(
  "an increasing transform of any list changes nothing, a reversal of the scores the sign",
  ([x, y, z]) => {
    const cubed = (list: readonly number[]): number[] => list.map((value) => value ** 3);
    expect(partialKendallTau(cubed(x), cubed(y), z.map(cubed))).toBe(partialKendallTau(x, y, z));
    const reversed = x.map((value) => -value);
    same(partialKendallTau(reversed, y, z), -partialKendallTau(x, y, z));
  },
);

property.prop([tables], { numRuns: 1000 })("given one covariate it is Kendall's formula", ([x, y, [z]]) => {
  const [xy, xz, yz] = [kendallTau(x, y), kendallTau(x, z!), kendallTau(y, z!)];
  fc.pre(![xy, xz, yz].some(Number.isNaN) && Math.max(Math.abs(xz), Math.abs(yz)) < 1);
  same(partialKendallTau(x, y, [z!]), (xy - xz * yz) / Math.sqrt((1 - xz ** 2) * (1 - yz ** 2)));
});

property.prop([tables], { numRuns: 500 })("given what the scores are, nothing is left of them", ([x, y, z]) => {
  expect(partialKendallTau(x, y, [...z, x])).toBeNaN();
  expect(partialKendallTau(x, y, [...z, y])).toBeNaN();
});

test("an infinite score or covariate ranks as an extreme", () => {
  const { POSITIVE_INFINITY: up, NEGATIVE_INFINITY: down } = Number;
  const accuracies = [1, 3, 2, 4, 6, 5];
  expect(partialKendallTau([down, 1, 2, 3, 4, up], accuracies, [[2, 1, 4, 3, up, 5]])).toBe(
    partialKendallTau([0, 1, 2, 3, 4, 5], accuracies, [[2, 1, 4, 3, 6, 5]]),
  );
});

test("covariates of another length and with a NaN are refused, a NaN score has no correlation", () => {
  expect(() => partialKendallTau([1, 2], [1, 2], [[1, 2], [1]])).toThrow(
    new RangeError("partialKendallTau: expected 2 values of covariate 1, as many as scores, got 1"),
  );
  expect(() => partialKendallTau([1, 2], [1, 2], [[1, Number.NaN]])).toThrow(
    "covariate 0 is NaN at index 1; leave that network out of all lists",
  );
  expect(partialKendallTau([1, Number.NaN, 3], [1, 2, 3], [[1, 3, 2]])).toBeNaN();
});
