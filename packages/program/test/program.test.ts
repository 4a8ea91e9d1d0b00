import { call, format, leaf } from "@eznas/gp";
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { mul } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { l2, mean, program } from "../src/index.ts";
import { programs } from "../src/testing.ts";

test("a program's text reads back as the same program", () => {
  fc.assert(
    fc.property(programs({ maxDepth: 6 }), (original) => {
      const again = program(format(original.tree));
      expect(again.tree).toEqual(original.tree);
      expect(format(again.tree)).toBe(format(original.tree));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["negative", "isNegative"],
  ["positive", "isPositive"],
])("%s was meant to be %s", (written, meant) => {
  expect(() => program(`${written}(T3)`)).toThrow(`unknown operation "${written}"; did you mean "${meant}"?`);
});

test("what is not given is the 34 operations and means", () => {
  const { ops: table, toScalar, aggregate } = program("T3");
  expect(table).toBe(ops);
  expect(toScalar).toBe(mean);
  expect(aggregate).toBe(mean);
});

test("a tree is taken as it is, with the reductions that are given", () => {
  const tree = call("abs", [leaf("T3")]);
  const made = program(tree, { toScalar: l2 });
  expect(made.tree).toBe(tree);
  expect(made.toScalar).toBe(l2);
});

test("an operation of one's own is read from its table only", () => {
  const twice = op({
    arity: 1,
    latex: (a) => `2 ${a}`,
    shape: sameShape,
    kernel: (a) => mul(a, 2),
    domain: "total",
    examples: [{ of: [[1]], is: [2] }],
  });
  expect(format(program("twice(T3)", { ops: extendOps(ops, { twice }) }).tree)).toBe("twice(T3)");
  expect(() => program("twice(T3)")).toThrow(SyntaxError);
});

test.each([
  ["an unknown terminal", "abs(T9)"],
  ["an unknown operation", "cube(T3)"],
  ["a missing argument", "add(T3)"],
  ["an open parenthesis", "abs(T3"],
  ["nothing", ""],
])("%s is a syntax error", (_, text) => {
  expect(() => program(text)).toThrow(SyntaxError);
});

test("a tree with a foreign terminal is refused", () => {
  expect(() => program(call("abs", [leaf("T9")]))).toThrow(/T9/);
});
