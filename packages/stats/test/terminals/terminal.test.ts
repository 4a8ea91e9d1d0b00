import fc from "fast-check";
import { expect, test } from "vitest";
import { extendTerminals, terminal, terminalNames, terminals } from "../../src/index.ts";
import { isTerminalName } from "../../src/terminals/terminal.ts";

const none = terminal({ domain: "nothing", take: () => [] });

test("the table has the 26, each with a sentence of its own, and each reads itself", () => {
  expect(Object.keys(terminals)).toEqual(terminalNames);
  const sentences = Object.values(terminals).map(({ domain }) => domain);
  expect(new Set(sentences).size).toBe(26);
  for (const [name, { reads }] of Object.entries(terminals)) expect(reads).toEqual([name]);
  expect(terminals.T3G_N.domain).toBe("the gradient at the weight of the convolution, O·I·H·W, on noise");
});

test("a table with more has what it had, and what is new under its keys", () => {
  const table = extendTerminals(terminals, { mine: none });
  expect(Object.keys(table)).toEqual([...terminalNames, "mine"]);
  expect(table.mine).toBe(none);
});

test("a name that is taken and one that no text can hold are refused", () => {
  expect(() => extendTerminals(terminals, { T3: none })).toThrow(/^extendTerminals: the table has "T3" already/);
  for (const name of ["a b", "a,b", "a(", "a:b", "-a", ""])
    expect(() => extendTerminals(terminals, { [name]: none })).toThrow(SyntaxError);
});

test("what is a name has none of the signs that a metric's text takes apart", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isTerminalName(text)).toBe(text !== "" && !text.startsWith("-") && !/[\s(),:]/.test(text));
    }),
  );
});
