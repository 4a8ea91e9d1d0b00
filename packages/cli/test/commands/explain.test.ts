import { expect, test } from "vitest";
import type { Explanation } from "../../src/explain.ts";
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

test.each([
  ["params", /params is a cost of the network, no program/],
  ["mean(T9)", /T9/],
  ["eznas-c", /the names are params, flops, eznas-a/],
])("%s is refused", async (text, message) => {
  const ended = await eznas(["explain", text, "--json"]);
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toMatch(message);
});
