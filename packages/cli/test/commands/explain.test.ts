import { expect, test } from "vitest";
import type { EnsembleExplanation, Explanation, ExpressionExplanation } from "../../src/explain.ts";
import { eznas, lastLine } from "../command-line.ts";

test("a program of the zoo is explained as JSON", async () => {
  const told = (await eznas(["explain", "eznas-a", "--json"])).json<Explanation>();
  expect(told.text).toBe("frobenius(sigmoid(logDet(sign(T1G_D))))");
  expect(told.statistics).toEqual(["T1G_D"]);
  expect(told.operations.map(({ name }) => name)).toEqual(["frobenius", "sigmoid", "logDet", "sign"]);
});

test("a person gets text, formulas, size and domains", async () => {
  const { code, out } = await eznas(["explain", "mean(abs(T3))"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^mean\(abs\(T3\)\)\n\n {2}.+\n\n {2}.+\n\nsize 3, depth 2; reads T3\nmean: .+\nabs: .+\n$/);
});

test("a combination is explained in its parts, for a person, as JSON and as LaTeX", async () => {
  const text = "-meanRank(eznas-a, flops, logs(params, synflow))";
  const { code, out } = await eznas(["explain", "--", text]);
  expect(code).toBe(0);
  expect(out.split("\n")).toEqual([
    "-meanRank(frobenius(sigmoid(logDet(sign(T1G_D)))), flops, logs(params, synflow))",
    "",
    "  −(mean rank(‖σ(logDet(sign(T1G_D)))‖, flops, ln(params) + ln(synflow)))",
    "",
    expect.stringMatching(/^ {2}-\\left\(\\frac\{1\}\{3\}/),
    "",
    "the mean of a network's ranks among the others, from 1",
    "frobenius(sigmoid(logDet(sign(T1G_D)))): reads T1G_D",
    "flops: a cost of the network",
    "logs(params, synflow): the sum of the scores' natural logarithms; no score where one is not above 0; " +
      "params: a cost of the network; synflow: a published proxy",
    "",
  ]);
  const told = (await eznas(["explain", "--json", "--", text])).json<EnsembleExplanation>();
  expect(told.parts.map((part) => part.text)).toEqual([
    "frobenius(sigmoid(logDet(sign(T1G_D))))",
    "flops",
    "logs(params, synflow)",
  ]);
  expect((await eznas(["explain", "--latex", "--", text])).out).toBe(`${told.latex}\n`);
});

test("--latex prints a program's formula alone", async () => {
  expect((await eznas(["explain", "logDet(T1G_D)", "--latex"])).out).toBe("\\log\\det \\nabla T_{1}^{D}\n");
});

test("an expression is explained with what it is made of", async () => {
  const metric = "-network: add(log( params), mul(2, {l2:T3}))";
  const told = (await eznas(["explain", "--json", "--", metric])).json<ExpressionExplanation>();
  expect(told).toMatchObject({
    text: "-network: add(log(params), mul(2, {l2: T3}))",
    infix: "−(log(params) + (2 · {‖·‖: T3}))",
    size: 6,
    depth: 2,
    parts: [
      { text: "params", kind: "cost" },
      { text: "l2: T3", statistics: ["T3"] },
    ],
  });
  expect(told.operations.map(({ name }) => name)).toEqual(["add", "log", "mul"]);
  const { code, out } = await eznas(["explain", "--", metric]);
  expect(code).toBe(0);
  expect(out).toMatch(/\nsize 6, depth 2; reads params, l2: T3\nadd: .+\nlog: .+\nmul: .+\nparams: .+\nl2: T3: .+\n$/);
});

test.each([
  ["params", /params is a cost of the network, no program/],
  ["mean(T9)", /T9/],
  ["eznas-c", /the names are params, flops, instances, layers, depth, width, resolution, eznas-a/],
])("%s is refused", async (text, message) => {
  const ended = await eznas(["explain", "--json", "--", text]);
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toMatch(message);
});
