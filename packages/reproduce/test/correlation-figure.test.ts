import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { correlationFigure } from "../src/correlation-figure.ts";
import { svgOf } from "../src/figure.ts";
import type { Correlated } from "../src/measure-correlations.ts";

const interval = { low: 0.1, high: 0.3 };
const correlated: Correlated = {
  benchmark: "b",
  split: "test",
  metric: "m",
  loss: "logits",
  batch: 1,
  n: 3,
  failed: 0,
  kendall: 0.2,
  kendallInterval: interval,
  spearman: 0.2,
  spearmanInterval: interval,
  points: { scores: [], accuracies: [] },
};

async function drawn(...lines: Parameters<typeof correlationFigure>[0]) {
  return parseHTML(await svgOf(correlationFigure(lines))).document;
}

test("a correlation is a dot on its interval, with a circle of its color for each published value", async () => {
  const document = await drawn(
    { line: "none", group: "g", correlated },
    { line: "suite", group: "g", correlated: { ...correlated, suiteZero: 0.4 } },
    { line: "both", group: "g", correlated: { ...correlated, suiteZero: 0.3, published: { spearman: 0.25 } } },
  );
  const places = (selector: string): number[] =>
    [...document.querySelectorAll(selector)].map((circle) => Number(circle.getAttribute("cx")));
  const [dots, suite, paper] = ['circle[r="3"]', "g[stroke=steelblue] circle", "g[stroke=firebrick] circle"].map(
    places,
  );
  expect(new Set(dots).size).toBe(1);
  expect([dots!.length, suite!.length, paper!.length]).toEqual([3, 2, 1]);
  expect(suite![0]! > suite![1]! && suite![1]! > paper![0]! && paper![0]! > dots![0]!).toBe(true);
});

test("the figure is wide enough for its longest names", async () => {
  const widthOf = async (line: string, group: string): Promise<number> =>
    Number((await drawn({ line, group, correlated })).querySelector("svg")!.getAttribute("width"));
  const long = "a name of more than forty characters, as some are";
  const width = await widthOf("short", "short");
  expect((await widthOf(long, "short")) - width).toBeGreaterThan(5 * (long.length - 5));
  expect((await widthOf("short", long)) - width).toBeGreaterThan(5 * (long.length - 5));
});
