import { readFileSync } from "node:fs";
import { kendallTau, pearsonR, spearmanRho } from "@eznas/fitness";
import { describe, expect, test } from "vitest";

type Written = number | string;

/** SciPy's kendalltau, spearmanr and pearsonr; numbers that JSON lacks are written as strings, and "error" is what SciPy raised. */
interface Case {
  readonly case: string;
  readonly x: readonly Written[];
  readonly y: readonly Written[];
  readonly kendallTauB: Written;
  readonly spearman: Written;
  readonly pearson: Written;
}

const file = new URL("golden/rank.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };
const numbers = (written: readonly Written[]): number[] => written.map(Number);

// SciPy looks for NaN by a sum, and −∞ + ∞ is one; it raises where we say NaN; and a NaN accuracy is a mistake for us.
const compared = cases.filter(({ case: name }) => name !== "infinities" && name !== "nan in y");

function expectClose(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(actual).toBeCloseTo(expected, 8);
}

describe("SciPy 1.10", () => {
  test("all cases are there", () => {
    expect(cases.length).toBe(20);
    expect(compared.length).toBe(18);
  });

  test.each(compared)("$case", ({ x, y, kendallTauB, spearman, pearson }) => {
    const [scores, accuracies] = [numbers(x), numbers(y)];
    expectClose(kendallTau(scores, accuracies), Number(kendallTauB));
    expectClose(spearmanRho(scores, accuracies), Number(spearman));
    expectClose(pearsonR(scores, accuracies), Number(pearson)); // "error" becomes NaN
  });
});
