import { expect, expectTypeOf, test } from "vitest";
import { extendOps, omitOps, op, ops, sameShape } from "../src/index.ts";

const mine = op({ arity: 1, latex: (a) => a, shape: sameShape, kernel: (a) => a, domain: "total", examples: [] });

test("a table is extended by a copy in which the new operation has its key's name", () => {
  const table = extendOps(ops, { mine });
  expect(Object.keys(table)).toEqual([...Object.keys(ops), "mine"]);
  expect("mine" in ops).toBe(false);
  expect(table.add).toBe(ops.add);
});

test("the new name is a literal type, and an operation takes another name from another key", () => {
  const table = extendOps(ops, { mine });
  expectTypeOf(table.mine.name).toEqualTypeOf<"mine">();
  expect(table.mine.name).toBe("mine");
  expect(extendOps({}, { magnitude: ops.abs }).magnitude.name).toBe("magnitude");
  expect(ops.abs.name).toBe("abs");
});

test("a name that is taken, or that a program's text cannot hold, is refused", () => {
  expect(() => extendOps(ops, { abs: mine })).toThrow('extendOps: the table has "abs" already');
  expect(() => extendOps(ops, { "a b": mine })).toThrow(SyntaxError);
  expect(() => extendOps(ops, { "": mine })).toThrow(SyntaxError);
});

test("what is omitted can be replaced", () => {
  const table = extendOps(omitOps(ops, ["abs"]), { abs: mine });
  expect(Object.keys(table).length).toBe(34);
  expect(table.abs.kernel).toBe(mine.kernel);
});

test("only what a table has can be left out", () => {
  expect(() => omitOps(ops, ["cube" as "abs"])).toThrow('omitOps: the table has no "cube"');
  expect(() => omitOps(ops, ["toString" as "abs"])).toThrow(RangeError);
});
