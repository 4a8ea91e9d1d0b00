import { readFileSync } from "node:fs";
import { kendallTau, weightedTau } from "@eznas/fitness";
import { correlationLaws } from "@eznas/fitness/testing";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

/** By its definition, pair by pair. */
function byDefinition(scores: readonly number[], accuracies: readonly number[]): number {
  const rankedBy = (x: readonly number[], y: readonly number[]): number => {
    const best = [...x.keys()].sort((i, j) => x[j]! - x[i]! || y[j]! - y[i]! || j - i);
    const rank = x.map((_, i) => best.indexOf(i));
    let [agreeing, untiedX, untiedY] = [0, 0, 0];
    for (let i = 0; i < x.length; i++)
      for (let j = 0; j < i; j++) {
        const weight = 1 / (1 + rank[i]!) + 1 / (1 + rank[j]!);
        const [dx, dy] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)];
        agreeing += weight * dx * dy;
        untiedX += weight * dx * dx;
        untiedY += weight * dy * dy;
      }
    return agreeing / Math.sqrt(untiedX * untiedY);
  };
  return (rankedBy(scores, accuracies) + rankedBy(accuracies, scores)) / 2;
}

test("it keeps the laws of a correlation that weighs the top", () => {
  correlationLaws(weightedTau, { weighsTop: true });
});

const value = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -1e6, max: 1e6 }));
property.prop([fc.array(fc.tuple(value, value), { maxLength: 60 })], { numRuns: 2000 })(
  "it is what the definition gives, with ties in either list or both",
  (pairs) => {
    const [x, y] = [pairs.map(([score]) => score), pairs.map(([, accuracy]) => accuracy)];
    const [actual, expected] = [weightedTau(x, y), byDefinition(x, y)];
    if (Number.isNaN(expected)) expect(actual).toBeNaN();
    else expect(actual).toBeCloseTo(expected, 10);
  },
);

test("a swap at the top costs more than one at the bottom, where τ-b does not tell them apart", () => {
  const accuracies = [1, 2, 3, 4, 5, 6];
  const [top, bottom] = [
    [1, 2, 3, 4, 6, 5],
    [2, 1, 3, 4, 5, 6],
  ] as const;
  expect(kendallTau(top, accuracies)).toBe(kendallTau(bottom, accuracies));
  expect(weightedTau(top, accuracies)).toBeLessThan(weightedTau(bottom, accuracies) - 0.1);
});

test("infinite scores rank as the extremes", () => {
  const { POSITIVE_INFINITY: up, NEGATIVE_INFINITY: down } = Number;
  expect(weightedTau([down, 1, 2, up], [1, 2, 4, 3])).toBe(weightedTau([0, 1, 2, 3], [1, 2, 4, 3]));
});

interface Case {
  readonly case: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly weightedTau: number | "NaN";
}

const file = new URL("golden/weighted-tau.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

describe("SciPy's weightedtau", () => {
  test("all cases are there", () => expect(cases.length).toBe(20));

  test.each(cases)("$case", ({ x, y, weightedTau: expected }) => {
    if (expected === "NaN") expect(weightedTau(x, y)).toBeNaN();
    else expect(weightedTau(x, y)).toBeCloseTo(expected, 10);
  });
});

test("a quarter of a million networks are ranked, whose pairs one by one would outlast the test", () => {
  const scores = Array.from({ length: 2 ** 18 }, (_, i) => i);
  expect(weightedTau(scores, scores)).toBeCloseTo(1, 6);
  expect(
    weightedTau(
      scores,
      scores.map((i) => -i),
    ),
  ).toBeCloseTo(-1, 6);
});
