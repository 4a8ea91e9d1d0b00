import { ops } from "@eznas/ops";
import { program, zoo } from "@eznas/program";
import { expect, test } from "vitest";
import { explain } from "../src/explain.ts";

test("a program is told with its formula, what it reads and what it is made of", () => {
  const told = explain(program("mean(abs(sub(abs(T3), abs(T1_D))))"));
  expect(told).toMatchObject({ text: "mean(abs(sub(abs(T3), abs(T1_D))))", size: 7, depth: 4 });
  expect(new Set(told.statistics)).toEqual(new Set(["T3", "T1_D"]));
  expect(told.operations.map(({ name }) => name)).toEqual(["mean", "abs", "sub"]);
  expect(told.operations[1]?.domain).toBe(ops.abs.domain);
});

test.each(Object.entries(zoo))("%s of the zoo can be explained", (_, metric) => {
  const { infix, latex, operations } = explain(metric);
  for (const text of [infix, latex, ...operations.map(({ domain }) => domain)]) expect(text).not.toBe("");
});
