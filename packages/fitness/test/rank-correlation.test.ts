import { kendallTau, pearsonR, spearmanRho, topFraction, topPrecision, weightedTau } from "@eznas/fitness";
import { describe, expect, test } from "vitest";

describe.each([
  ["kendallTau", kendallTau],
  ["spearmanRho", spearmanRho],
  ["pearsonR", pearsonR],
  ["weightedTau", weightedTau],
  ["topFraction", topFraction(kendallTau, 0.5)],
  ["topPrecision", topPrecision({ picked: 1, fraction: 0.5 })],
])("%s", (name, correlation) => {
  test("says how many scores and accuracies there were when their numbers differ", () => {
    expect(() => correlation([1, 2, 3], [1, 2])).toThrow(
      new RangeError(`${name}: expected as many scores as accuracies, got 3 scores and 2 accuracies`),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("says where an accuracy is %s", (bad) => {
    expect(() => correlation([1, 2, 3], [70, bad, 90])).toThrow(
      new RangeError(`${name}: accuracies must be finite, got ${bad} at index 1; leave that network out of both lists`),
    );
  });

  test("is NaN for a NaN score and for fewer than two networks", () => {
    expect(correlation([2, Number.NaN, 1], [70, 90, 80])).toBeNaN();
    expect(correlation([1], [70])).toBeNaN();
    expect(correlation([], [])).toBeNaN();
  });
});
