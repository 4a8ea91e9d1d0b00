import { seeded } from "@eznas/gp";
import { trees } from "@eznas/gp/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expressionInfix, expressionLatex } from "../../src/network-expression/formulas.ts";
import { extendScalarOps, scalarOp } from "../../src/network-expression/scalar-op.ts";
import { scalarOps } from "../../src/network-expression/table.ts";
import { scalarOpLaws } from "../../src/testing.ts";

test.each(Object.values(scalarOps))("$name keeps its laws", (op) => scalarOpLaws(op));

const set = { ops: scalarOps, terminals: ["params", "depth", "{l2: T3}", "2", "-2", "1e-7"] };

test("different expressions have different formulas", () => {
  const formulas = new Map<string, string>();
  fc.assert(
    fc.property(trees(set, { maxDepth: 3 }), (tree) => {
      const text = JSON.stringify(tree);
      const infix = expressionInfix(tree);
      expect(formulas.get(infix) ?? text).toBe(text);
      formulas.set(infix, text);
    }),
    { numRuns: 3000 },
  );
});

test("brackets of LaTeX close", () => {
  fc.assert(
    fc.property(trees(set), (tree) => {
      const latex = expressionLatex(tree, (name) => `\\mathrm{${name.replace(/[{}]/g, "")}}`);
      let [braces, sides] = [0, 0];
      for (const { 0: token } of latex.matchAll(/[{}]|\\left|\\right/g)) {
        if (token === "{" || token === "}") braces += token === "{" ? 1 : -1;
        else sides += token === "\\left" ? 1 : -1;
        expect(Math.min(braces, sides)).toBeGreaterThanOrEqual(0);
      }
      expect([braces, sides]).toEqual([0, 0]);
    }),
    { numRuns: 1000 },
  );
});

test("an operation of one's own is held to the same laws, and a broken one is refused", () => {
  const half = scalarOp({
    arity: 1,
    of: (a) => a / 2,
    latex: (a) => `\\tfrac{1}{2}${a}`,
    domain: "total",
    examples: [{ of: [3], is: 1.5 }],
    laws: ["odd", "increasing"],
  });
  scalarOpLaws(extendScalarOps(scalarOps, { half }).half);
  expect(() => scalarOpLaws({ ...half, laws: ["even"] })).toThrow(/even does not hold/);
  expect(() => scalarOpLaws({ ...half, laws: ["nonNegative"] })).toThrow(/nonNegative does not hold/);
  expect(() => scalarOpLaws({ ...half, of: (a) => -a / 2, examples: [{ of: [3], is: -1.5 }] })).toThrow(/increasing/);
  expect(() => scalarOpLaws({ ...half, examples: [{ of: [3], is: 1 }] })).toThrow(/expected 1, got 1.5/);
  expect(() => scalarOpLaws({ ...half, latex: () => "x" })).toThrow(/an argument is not in "x"/);
  const draw = seeded(1, "half");
  expect(() => scalarOpLaws({ ...half, of: (a) => a / 2 + 1e-13 * draw() })).toThrow(/different results/);
  expect(() => extendScalarOps(scalarOps, { log: half })).toThrow(/the table has "log" already/);
  expect(() => extendScalarOps(scalarOps, { "a(": half })).toThrow(SyntaxError);
});
