import { readFileSync } from "node:fs";
import { ndcg, partialKendallTau } from "@eznas/fitness";
import { expect, test } from "vitest";

/** SciPy's τ-b with NumPy's inverse, and scikit-learn's ndcg_score. */
interface Case {
  readonly case: string;
  readonly scores: readonly number[];
  readonly accuracies: readonly number[];
  readonly covariates: readonly (readonly number[])[];
  readonly partialOfOne: number;
  readonly partialOfTwo: number;
  readonly ndcg: Readonly<Record<string, number>>;
}

const file = new URL("golden/ranking-quality.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

test("all cases are there", () => expect(cases.length).toBe(8));

test.each(cases)("$case: partial τ", ({ scores, accuracies, covariates, partialOfOne, partialOfTwo }) => {
  expect(partialKendallTau(scores, accuracies, covariates.slice(0, 1))).toBeCloseTo(partialOfOne, 10);
  expect(partialKendallTau(scores, accuracies, covariates)).toBeCloseTo(partialOfTwo, 10);
  expect(partialKendallTau(scores, accuracies, covariates.toReversed())).toBeCloseTo(partialOfTwo, 10);
});

test.each(cases)("$case: nDCG", ({ scores, accuracies, ndcg: expected }) => {
  for (const [k, value] of Object.entries(expected)) expect(ndcg(Number(k))(scores, accuracies)).toBeCloseTo(value, 10);
});
