import { fold, leaf, call as node, type Tree } from "@eznas/gp";
import { trees } from "@eznas/gp/testing";
import { interSampleOps, ops, withoutParentheses } from "@eznas/ops";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FormulaWriter, plainFormula } from "../../src/text/plain-formula.ts";

const table = { ...ops, ...interSampleOps };
const write: FormulaWriter["call"] = (name, args) => (table[name as keyof typeof table].infix as CallOf)(...args);
type CallOf = (...args: readonly string[]) => string;
const asItIs = (name: string): string => name;
const readOverAgain = (tree: Tree, written = write): string =>
  withoutParentheses(fold<string>(tree, { leaf: asItIs, call: written }));

const names = Object.keys(table) as (keyof typeof table)[];
/** Chains of operations, each beside a few leaves, which are deep and long. */
const deep = fc
  .array(fc.record({ name: fc.constantFrom(...names), before: fc.boolean() }), { minLength: 10, maxLength: 80 })
  .map((chain) =>
    chain.reduce<Tree>((below, { name, before }) => {
      const beside = leaf(before ? "T1_D" : "T3");
      if (table[name].arity === 1) return node(name, [below]);
      return node(name, before ? [beside, below] : [below, below.depth % 17 === 0 ? below : beside]);
    }, leaf("T3")),
  );

describe("a formula is the one that is read over again at every level", () => {
  test("of bushes", () => {
    fc.assert(
      fc.property(trees({ ops: table, terminals: ["T1_D", "T3"] }, { maxDepth: 9 }), (tree) => {
        expect(plainFormula(tree, { leaf: asItIs, call: write, places: () => true })).toBe(readOverAgain(tree));
      }),
      { numRuns: 500 },
    );
  });

  test("of deep ones", () => {
    fc.assert(
      fc.property(deep, (tree) => {
        expect(plainFormula(tree, { leaf: asItIs, call: write, places: () => true })).toBe(readOverAgain(tree));
      }),
      { numRuns: 500 },
    );
  });

  const odd: Readonly<Record<string, (a: string) => string>> = {
    "cut short": (a) => `${a.slice(0, 60)}…`,
    "turned around": (a) => [...a].reverse().join(""),
    "with a parenthesis left open": (a) => `(${a}`,
    "with signs that nobody has": (a) => `\uE0003${a}\uE001`,
    twice: (a) => `{${a}, ${a}}`,
    "by its end": (a) => (a.endsWith("}") ? `[${a}]` : `{${a}}`),
    nothing: () => "",
  };
  test.each(Object.entries(odd))("where an operation of one's own writes arguments %s", (_, own) => {
    const written: FormulaWriter["call"] = (name, args) => (name === "abs" ? own(args[0]!) : write(name, args));
    const wide = (depth: number): Tree =>
      depth === 0 ? leaf("T3") : node("add", [leaf("T1_D"), node("square", [wide(depth - 1)])]);
    for (const depth of [0, 3, 12]) {
      const tree = node("mul", [node("abs", [node("abs", [wide(depth)])]), node("abs", [leaf("T1_D")])]);
      expect(plainFormula(tree, { leaf: asItIs, call: written, places: (name) => name !== "abs" })).toBe(
        readOverAgain(tree, written),
      );
    }
  });
});

test.each(["add", "abs", "square", "sigmoid", "reciprocal", "klDivergence", "isPositive"] as const)(
  "a tree of %s handles as many signs at a level, however deep it is",
  (name) => {
    const handled = (depth: number): number => {
      let signs = 0;
      let tree: Tree = leaf("T3");
      for (let i = 0; i < depth; i++) tree = node(name, table[name].arity === 1 ? [tree] : [leaf("T1_D"), tree]);
      const call: FormulaWriter["call"] = (of, args) => {
        for (const argument of args) signs += argument.length;
        const text = write(of, args);
        signs += text.length;
        return text;
      };
      plainFormula(tree, { leaf: asItIs, call, places: () => true });
      return signs / depth;
    };
    expect(handled(5000)).toBeLessThan(200);
  },
);
