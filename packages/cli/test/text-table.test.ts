import fc from "fast-check";
import { expect, test } from "vitest";
import { textTable } from "../src/text-table.ts";

test("the first column stands to the left, the others to the right", () => {
  expect(
    textTable(
      ["metric", "τ"],
      [
        ["params", "0.5"],
        ["a", "-0.25"],
      ],
    ),
  ).toBe(["metric      τ", "params    0.5", "a       -0.25", ""].join("\n"));
});

test("every cell ends where its column ends", () => {
  const cell = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
      const lines = textTable(["a", "b", "c"], rows).trimEnd().split("\n");
      expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
      expect(lines.slice(1).map((line) => line.split(/ +/))).toEqual(rows);
    }),
  );
});
