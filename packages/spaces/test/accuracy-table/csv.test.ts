import { existsSync, readFileSync } from "node:fs";
import { nasBench201, readAccuracyTable } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

const space = nasBench201();
const rows = fc.uniqueArray(fc.tuple(fc.nat({ max: space.size - 1 }), fc.integer({ min: 0, max: 100_000 })), {
  minLength: 1,
  maxLength: 30,
  selector: ([index]) => index,
});
const texts = [...space.all()].map(space.format);

property.prop([rows, fc.constantFrom("\n", "\r\n"), fc.boolean()], { numRuns: 1000 })(
  "a table reads as what was written, in its order",
  (table, newline, atEnd) => {
    const expected = table.map(([index, accuracy]) => ({ id: texts[index]!, accuracy: accuracy / 1000 }));
    const csv = ["arch,other,acc", ...expected.map(({ id, accuracy }) => `${id},x,${accuracy}`)].join(newline);
    expect(readAccuracyTable(csv + (atEnd ? newline : ""), { column: "acc" })).toEqual(expected);
  },
);

const real = new URL("../../../../../shared/data/nasbench201.csv", import.meta.url);
test("the whole space's table reads, each row an architecture", () => {
  const written = existsSync(real)
    ? readFileSync(real, "utf8")
    : ["arch,cifar10_test", ...texts.map((text, i) => `${text},${i / 200}`)].join("\n");
  const table = readAccuracyTable(written, { column: "cifar10_test", validate: space.parse });
  expect(new Set(table.map(({ id }) => id))).toEqual(new Set(texts));
});

test("the column of architectures can be named, fields quoted, lines blank and the mark of a byte order there", () => {
  const csv = '\uFEFF acc , arch\n\n 90.5,"a,b"\r\n\n 80,c ';
  expect(readAccuracyTable(csv, { column: "acc", id: "arch" })).toEqual([
    { id: "a,b", accuracy: 90.5 },
    { id: "c", accuracy: 80 },
  ]);
});

describe("a table that cannot be trusted is refused with the line", () => {
  test.each([
    ["arch,a,b\nx,1,2\n", {}, 'there is no column "acc"; the columns are arch, a, b'],
    ["arch;acc\nx;1\n", {}, 'there is no column "acc"; the columns are arch;acc'],
    ["arch,acc\nx,1\n", { id: "net" }, 'there is no column "net"; the columns are arch, acc'],
    ["arch,acc\nx,1\ny,\n", {}, 'line 3 must have a finite number as accuracy of y, got ""'],
    ["arch,acc\r\nx,1\r\n\r\ny,NaN\r\n", {}, 'line 4 must have a finite number as accuracy of y, got "NaN"'],
    ["arch,acc\nx,1e999\n", {}, 'line 2 must have a finite number as accuracy of x, got "1e999"'],
    ["arch,acc\nx,93 %\n", {}, 'line 2 must have a finite number as accuracy of x, got "93 %"'],
    ["arch,acc\nx,1\ny,2\nx,3\n", {}, "line 4 has the architecture x again, after line 2; keep one of them"],
    ["arch,acc\n,1\n", {}, "line 2 names no architecture"],
    ["arch,acc\nx,1,2\n", {}, "line 2 has 3 fields, but the header has 2 (arch, acc)"],
    ["arch,acc\nx\n", {}, "line 2 has 1 fields, but the header has 2 (arch, acc)"],
    ['arch,acc\n"x\ny",1\nz,?\n', {}, 'line 4 must have a finite number as accuracy of z, got "?"'],
    ['arch,acc\nx,1\n"y,2\n', {}, "line 3: Quoted field unterminated"],
    ["arch,acc\n", {}, "the table has no rows"],
    ["", {}, "the table has no rows"],
    ["arch,acc\nx,1\n", { validate: space.parse }, 'line 2 is refused: nas-bench-201: expected "|" before edge 1←0'],
  ])("%j %j", (csv, options, message) => {
    expect(() => readAccuracyTable(csv, { column: "acc", ...options })).toThrow(`readAccuracyTable: ${message}`);
  });
});
