import { expect, test } from "vitest";
import { arityOf, countArguments } from "../src/primitives.ts";
import { set } from "./sets.ts";

test("an operation's arity is found by its name, and nothing that every object has is an operation", () => {
  expect(arityOf(set, "mul")).toBe(2);
  expect(arityOf(set, "T3")).toBeUndefined();
  for (const name of ["toString", "constructor", "__proto__", "hasOwnProperty"])
    expect(arityOf(set, name)).toBeUndefined();
});

test("an operation may be named as what every object has", () => {
  expect(arityOf({ ops: { constructor: { arity: 2 } }, terminals: [] }, "constructor")).toBe(2);
});

test("arguments are counted in English", () => {
  expect([0, 1, 2].map(countArguments)).toEqual(["0 arguments", "1 argument", "2 arguments"]);
});
