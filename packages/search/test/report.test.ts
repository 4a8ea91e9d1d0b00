import { leaf } from "@eznas/gp";
import { expect, test } from "vitest";
import { formatReport, type Generation, type Individual, type Ranked, report } from "../src/index.ts";

const ranked = (name: string, fitness: number): Ranked => ({
  ok: true,
  tree: leaf(name),
  fitness,
  tasks: [{ task: "DARTS", value: fitness }],
});
const failed: Individual = {
  ok: false,
  tree: leaf("T1_D"),
  failure: { reason: "shape", task: "DARTS", network: "net", instance: "conv" },
};
const generation = (index: number, ...population: readonly [Ranked, ...Individual[]]): Generation => ({
  seed: 7,
  index,
  population,
  best: population[0],
  hallOfFame: [ranked("T2_D", 0.75), population[0]],
  rejected: 3,
  rejections: { shape: 2, "non-finite": 1 },
  tasks: [],
});
const generations = [
  generation(0, ranked("T3", 0.5), ranked("T4_D", 0.25), ranked("T1_N", 0.125), failed),
  generation(1, ranked("T3", 0.625), ranked("T4_D", 0.375)),
];
const tests = [{ name: "a|b", program: "T3", dataset: "ENAS", kendall: 0.5, spearman: Number.NaN, n: 9, failed: 1 }];

test("a report has the best and the median of each generation, the finalists and the tests", () => {
  const made = report(generations, tests);
  expect(made).toEqual({
    seed: 7,
    generations: [
      {
        index: 0,
        best: { program: "T3", fitness: 0.5, tasks: [{ task: "DARTS", value: 0.5 }] },
        median: 0.25,
        failed: 1,
        rejections: { shape: 2, "non-finite": 1 },
      },
      {
        index: 1,
        best: { program: "T3", fitness: 0.625, tasks: [{ task: "DARTS", value: 0.625 }] },
        median: 0.5,
        failed: 0,
        rejections: { shape: 2, "non-finite": 1 },
      },
    ],
    finalists: [
      { program: "T3", fitness: 0.625, tasks: [{ task: "DARTS", value: 0.625 }] },
      { program: "T2_D", fitness: 0.75, tasks: [{ task: "DARTS", value: 0.75 }] },
    ],
    tests,
  });
  expect(report(generations).tests).toEqual([]);
});

test("a report is written as Markdown with aligned tables", () => {
  expect(formatReport(report(generations, tests))).toBe(`# Search with seed 7

## Generations

| generation | best  | median | failed | rejected: shape | rejected: non-finite | best program |
|------------|-------|--------|--------|-----------------|----------------------|--------------|
| 0          | 0.500 | 0.250  | 1      | 2               | 1                    | \`T3\`         |
| 1          | 0.625 | 0.500  | 0      | 2               | 1                    | \`T3\`         |

## Finalists

|            | fitness | by task     | program |
|------------|---------|-------------|---------|
| finalist 1 | 0.625   | DARTS 0.625 | \`T3\`    |
| finalist 2 | 0.750   | DARTS 0.750 | \`T2_D\`  |

## On held-out networks

| dataset | metric | Kendall τ | Spearman ρ | networks | failed |
|---------|--------|-----------|------------|----------|--------|
| ENAS    | a\\|b   | 0.500     | NaN        | 9        | 1      |
`);
});

test("sections without content are left out", () => {
  expect(formatReport({ seed: 1, generations: [], finalists: [], tests: [] })).toBe("# Search with seed 1\n");
});

test("no generations have no report", () => {
  expect(() => report([])).toThrow("report: got no generations");
});
