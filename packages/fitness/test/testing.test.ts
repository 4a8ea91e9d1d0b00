import { kendallTau, pearsonR, type RankCorrelation, spearmanRho, weightedTau } from "@eznas/fitness";
import { correlationLaws } from "@eznas/fitness/testing";
import { expect, test } from "vitest";

test.each<[string, RankCorrelation, string]>([
  ["its size alone", (x, y) => Math.abs(kendallTau(x, y)), "it changes sign when the order of the scores is reversed"],
  ["twice itself", (x, y) => 2 * kendallTau(x, y), "it is from −1 to 1 or NaN"],
  ["a linear correlation", pearsonR, "it is the same after an increasing transform"],
  [
    "zero for no network or one",
    (x, y) => (x.length < 2 ? 0 : kendallTau(x, y)),
    "it is NaN exactly for constant or fewer than two values",
  ],
  [
    "the last network left out",
    (x, y) => spearmanRho(x.slice(1), y.slice(1)),
    "it does not depend on the order of the networks",
  ],
  ["a swap of its arguments", (x, y) => kendallTau(y, x), "it is NaN for a score that is NaN"],
  [
    "lists cut to the same length",
    (x, y) => kendallTau(x, y.slice(0, x.length)),
    "it refuses lists of different lengths and accuracies that are not finite",
  ],
  [
    "the scores' sign",
    (x, y) => kendallTau(x.map(Math.sign), y),
    "it is the same with scores and accuracies exchanged",
  ],
  ["a perfect 0.9", (x, y) => 0.9 * kendallTau(x, y), "it is 1 for scores that are the accuracies"],
])("%s breaks a law", (_, correlation, name) => {
  expect(() => correlationLaws(correlation)).toThrow(`a correlation breaks the law that ${name}`);
});

test("that the sign changes is no law of a correlation that weighs the top, and all others are", () => {
  expect(() => correlationLaws(weightedTau)).toThrow("it changes sign when the order of the scores is reversed");
  expect(() => correlationLaws((x, y) => 0.9 * weightedTau(x, y), { weighsTop: true })).toThrow(
    "it is 1 for scores that are the accuracies",
  );
});
