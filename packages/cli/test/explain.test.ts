import { ops } from "@eznas/ops";
import { program, zoo } from "@eznas/program";
import { expect, test, vi } from "vitest";
import { explain } from "../src/explain.ts";

test("a program is told with its formula, what it reads and what it is made of", () => {
  const told = explain(program("mean(abs(sub(abs(T3), abs(T1_D))))"));
  expect(told).toMatchObject({ text: "mean(abs(sub(abs(T3), abs(T1_D))))", size: 7, depth: 4 });
  expect(new Set(told.statistics)).toEqual(new Set(["T3", "T1_D"]));
  expect(told.operations.map(({ name }) => name)).toEqual(["mean", "abs", "sub"]);
  expect(told.operations[1]?.domain).toBe(ops.abs.domain);
});

test("what changes nothing is left out of a second text", () => {
  expect(explain(program("abs(heaviside(relu(square(T3))))")).simplest).toBe("heaviside(square(T3))");
  expect(explain(program("abs(T3)"))).not.toHaveProperty("simplest");
});

test.each(Object.entries(zoo))("%s of the zoo can be explained", (_, metric) => {
  const { infix, latex, operations } = explain(metric);
  for (const text of [infix, latex, ...operations.map(({ domain }) => domain)]) expect(text).not.toBe("");
});

test("a program is told in work that grows with its depth, and not with the square of it", () => {
  const told = (depth: number): number => {
    const { tree } = program(`${"relu(".repeat(depth)}T3${")".repeat(depth)}`);
    let copied = 0;
    const concat = Array.prototype.flat;
    const counting = vi.spyOn(Array.prototype, "flat").mockImplementation(function (this: unknown[], ...args) {
      const flat = concat.apply(this, args) as unknown[];
      copied += flat.length;
      return flat;
    });
    try {
      expect(explain({ ...program("T3"), tree }).operations.map(({ name }) => name)).toEqual(["relu"]);
    } finally {
      counting.mockRestore();
    }
    return copied;
  };
  expect(told(2000)).toBeLessThanOrEqual(2 * told(1000) + 100);
});
