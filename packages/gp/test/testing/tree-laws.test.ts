import { expect, test } from "vitest";
import { treeLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

test("trees keep their laws", () => treeLaws(set));

test.each(["T 3", "f(x)", ""])("a set with the terminal %j does not", (name) => {
  expect(() => treeLaws({ ops: set.ops, terminals: ["T3", name] })).toThrow(/Property failed|a name has no spaces/);
});

test("a set whose operation takes no arguments does not", () => {
  expect(() => treeLaws({ ops: { pi: { arity: 0 } }, terminals: ["T3"] })).toThrow(/"pi" has no arguments/);
});
