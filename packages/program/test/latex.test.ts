import { call, leaf } from "@eznas/gp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { eznasA, latex, program } from "../src/index.ts";
import { programs } from "../src/testing.ts";

test("braces are balanced, and every program has a formula", () => {
  fc.assert(
    fc.property(programs({ maxDepth: 5 }), (made) => {
      const text = latex(made);
      let depth = 0;
      for (const letter of text.replaceAll(/\\[{}]/g, "")) {
        if (letter === "{") depth++;
        if (letter === "}") depth--;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
      expect(text).toContain("T_{");
    }),
  );
});

test.each([
  ["T3", "T_{3}"],
  ["T1_D", "T_{1}^{D}"],
  ["T1G_N", "\\nabla T_{1}^{N}"],
  ["T3G_P", "\\nabla T_{3}^{P}"],
])("the statistic %s is written %s", (name, formula) => {
  expect(latex(program(name))).toBe(formula);
});

test("a bare tree is written with the default operations", () => {
  expect(latex(eznasA.tree)).toBe(latex(eznasA));
});

test("a leaf that is no statistic keeps its name, and an unknown operation is refused", () => {
  expect(latex(leaf("depth"))).toBe("\\mathrm{depth}");
  expect(() => latex(call("cube", [leaf("T3")]))).toThrow('latex: the table of operations has no "cube"');
});
