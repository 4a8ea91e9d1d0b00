import { expect, test } from "vitest";
import { loadSetup, patternNamed, program, vocabularyOf } from "../../src/index.ts";

const module = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;

test("what a module exports is what a text may name", async () => {
  const setup = await loadSetup(module('export default { terminals: ["T3", "JX_D"], toScalar: null }'));
  expect(program("JX_D", vocabularyOf(setup)).terminals).toEqual(["T3", "JX_D"]);
});

test("a module without a default export is run and sets up nothing else", async () => {
  expect(await loadSetup(module("globalThis.eznasSetUp = 7;"))).toEqual({});
  expect(Reflect.get(globalThis, "eznasSetUp")).toBe(7);
  Reflect.deleteProperty(globalThis, "eznasSetUp");
});

test.each([
  ["export default 5", /setup: the default export of data:.* must be an object of operations/],
  ["export default { operations: {} }", /has "operations", which nobody reads/],
  ["export default { patern: {} }", /has "patern", which nobody reads; did you mean "patterns"\?/],
  ["export default { ops: [] }", /must have a table of operations, as extendOps of @eznas\/ops makes as ops/],
  ["export default { terminals: [1] }", /must have a list of names, or a table of terminals, /],
  ["export default { proxies: [{}] }", /must have a list of proxies, as proxy of @eznas\/proxies makes as proxies/],
])("%s is refused", async (source, message) => {
  await expect(loadSetup(module(source))).rejects.toThrow(message);
  await expect(loadSetup(module(source))).rejects.toThrow(TypeError);
});

test("a pattern is found by its name, and the nearest is named for another", () => {
  expect(patternNamed("mobile").name).toBe("mobile");
  expect(() => patternNamed("rcd")).toThrow('pattern: "rcd" is unknown; did you mean "rcb"?');
  expect(() => patternNamed("toString")).toThrow(RangeError);
});
