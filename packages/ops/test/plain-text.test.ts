import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addNoise, called, interSampleOps, normalInit, type OpTable, ops, withoutParentheses } from "../src/index.ts";
import { barred, truth } from "../src/plain-text.ts";

const formulas = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("a", "b"),
    fc.tuple(tie("formula"), tie("formula")).map(([left, right]) => `(${left} + ${right})`),
    tie("formula").map((of) => `f(${of})`),
    tie("formula").map((of) => `${of}²`),
  ),
})).formula;

describe("parentheses", () => {
  test("that enclose a whole formula go, and what is left is balanced", () => {
    fc.assert(
      fc.property(formulas, (inner) => {
        expect(withoutParentheses(`(${inner})`)).toBe(inner);
        let depth = 0;
        for (const sign of withoutParentheses(inner)) {
          if (sign === "(") depth++;
          if (sign === ")") depth--;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
    );
  });

  test.each(["a", "f(a)", "(a + b)²", "(a) · (b)", "f(a)(b)", "()("])("stay where they do not: %s", (formula) => {
    expect(withoutParentheses(formula)).toBe(formula);
  });

  test("stay apart from a call's, a bar's and a truth value's", () => {
    expect(called("f")("(a + b)", "c")).toBe("f(a + b, c)");
    expect(barred("|", "(a + b)")).toBe("|a + b|");
    expect(barred("|", "|a|")).toBe("|(|a|)|");
    expect(truth("(a + b)", "<", "0")).toBe("[a + b < 0]");
  });
});

const random: OpTable = Object.fromEntries(
  Object.entries({ addNoise, normalInit }).map(([name, make]) => [name, { ...make(Math.random), name }]),
);

test.each(Object.entries<OpTable[string]>({ ...ops, ...interSampleOps, ...random }))(
  "%s says how it reads in plain text",
  (_, { arity, infix }) => {
    const args = ["x", "y"].slice(0, arity);
    expect(infix).toBeDefined();
    for (const arg of args) expect(infix!(...args).match(new RegExp(arg, "g"))?.length).toBeGreaterThan(0);
  },
);
