import { kendallTau } from "@eznas/fitness";
import { correlationLaws } from "@eznas/fitness/testing";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

/** τ-b by its definition, pair by pair. */
function byDefinition(x: readonly number[], y: readonly number[]): number {
  let [agreeing, untiedX, untiedY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      const [dx, dy] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)];
      agreeing += dx * dy;
      untiedX += dx * dx;
      untiedY += dy * dy;
    }
  return agreeing / Math.sqrt(untiedX * untiedY);
}

test("it keeps the laws of a correlation", () => correlationLaws(kendallTau));

const value = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -1e6, max: 1e6 }));
property.prop([fc.array(fc.tuple(value, value), { maxLength: 60 })], { numRuns: 2000 })(
  "it is exactly what the definition gives, with ties in either list or both",
  (pairs) => {
    const [x, y] = [pairs.map(([score]) => score), pairs.map(([, accuracy]) => accuracy)];
    expect(kendallTau(x, y)).toBe(byDefinition(x, y));
  },
);

test("infinite scores rank as the extremes and tie with each other", () => {
  const { POSITIVE_INFINITY: up, NEGATIVE_INFINITY: down } = Number;
  expect(kendallTau([down, 1, 2, up], [1, 2, 4, 3])).toBe(kendallTau([0, 1, 2, 3], [1, 2, 4, 3]));
  expect(kendallTau([up, up, 1, 2], [4, 3, 1, 2])).toBe(kendallTau([3, 3, 1, 2], [4, 3, 1, 2]));
});

test("a million networks are ranked, whose pairs one by one would outlast the test", () => {
  const n = 2 ** 20;
  const scores = Array.from({ length: n }, (_, i) => i);
  const halvesExchanged = scores.map((i) => (i + n / 2) % n);
  expect(kendallTau(scores, halvesExchanged)).toBeCloseTo(-1 / (n - 1), 12);
});

test("the arguments are left as they were", () => {
  const [scores, accuracies] = [Object.freeze([3, 1, 2]), Object.freeze([1, 3, 2])];
  expect(kendallTau(scores, accuracies)).toBe(-1);
});
