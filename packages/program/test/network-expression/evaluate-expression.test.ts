import { call, fold, leaf, seeded } from "@eznas/gp";
import { trees } from "@eznas/gp/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { constantName, constantOf } from "../../src/network-expression/constants.ts";
import { evaluateExpression } from "../../src/network-expression/evaluate-expression.ts";
import { scalarOps } from "../../src/network-expression/table.ts";

const columnNames = ["params", "depth", "{sum of l2: mul(T3, T3G_D)}"];
const constants = ["2", "-0.5", "1e-7"];
const set = { ops: scalarOps, terminals: [...columnNames, ...constants] };
const draw = seeded(1, "columns");
const networks = 5;
const columns = new Map(columnNames.map((name) => [name, Float64Array.from({ length: networks }, () => 10 * draw())]));

test("a network's value is that of the numbers, whatever the others are, and no column is written into", () => {
  const before = structuredClone(columns);
  fc.assert(
    fc.property(trees(set), (tree) => {
      const all = evaluateExpression(tree, columns);
      const expected = Array.from({ length: networks }, (_, i) =>
        fold<number>(tree, {
          leaf: (name) => columns.get(name)?.[i] ?? Number(name),
          call: (name, args) => scalarOps[name as keyof typeof scalarOps].of(...args),
        }),
      );
      expect([...all]).toEqual(expected);
      expect(all.length).toBe(networks);
      all.fill(0);
      expect(columns).toEqual(before);
    }),
    { numRuns: 1000 },
  );
});

test("what it is not given, it says", () => {
  const of = (name: string) => () => evaluateExpression(leaf(name), columns);
  expect(of("parans")).toThrow(
    new RangeError('evaluateExpression: there is no column "parans"; did you mean "params"?'),
  );
  expect(() => evaluateExpression(call("ad", [leaf("params"), leaf("2")]), columns)).toThrow(
    'evaluateExpression: unknown operation "ad"; did you mean "add"?',
  );
  const uneven = new Map([...columns, ["width", new Float64Array(2)] as const]);
  expect(() => evaluateExpression(leaf("params"), uneven)).toThrow('"params" has 5 networks and "width" 2');
  expect(() => evaluateExpression(leaf("2"), new Map())).toThrow(/there are no columns/);
});

test("numbers are written in one way, and nothing else is a number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(constantOf(constantName(value))).toBe(value);
    }),
  );
  expect(["2", "+2.", ".5", "-1e3", "1E+2"].map(constantOf)).toEqual([2, 2, 0.5, -1000, 100]);
  for (const name of ["", "-", ".", "Infinity", "NaN", "0x10", "1e999", "2a", "1_000", "{2}", " 2"])
    expect(constantOf(name)).toBeUndefined();
});
