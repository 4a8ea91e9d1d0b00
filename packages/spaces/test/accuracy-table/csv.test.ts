import { existsSync, readFileSync } from "node:fs";
import {
  darts,
  nasBench101,
  nasBench201,
  nasBench301,
  nasBenchMacro,
  readAccuracyTable,
  type Space,
} from "@eznas/spaces";
import { spaceNamed } from "@eznas/spaces/named";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

const space = nasBench201();
const rows = fc.uniqueArray(fc.tuple(fc.nat({ max: space.size - 1 }), fc.integer({ min: 0, max: 100_000 })), {
  minLength: 1,
  maxLength: 30,
  selector: ([index]) => index,
});
const texts = [...space.all()].map(space.format);

property.prop([rows, fc.array(fc.constantFrom("\n", "\r\n", "\r"), { minLength: 1 }), fc.boolean()], { numRuns: 1000 })(
  "a table reads as what was written, in its order",
  (table, newlines, atEnd) => {
    const expected = table.map(([index, accuracy]) => ({ id: texts[index]!, accuracy: accuracy / 1000 }));
    const lines = ["arch,other,acc", ...expected.map(({ id, accuracy }) => `${id},"x",${accuracy}`)];
    const end = (i: number) => (i < lines.length - 1 || atEnd ? newlines[i % newlines.length]! : "");
    const csv = lines.map((line, i) => line + end(i)).join("");
    expect(readAccuracyTable(csv, { column: "acc" })).toEqual(expected);
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

test("the index that pandas writes in front, under either name, is passed over unless it is asked for", () => {
  for (const name of ["", "Unnamed: 0"])
    expect(readAccuracyTable(`${name},arch,acc\n0,x,1\n1,y,2\n`, { column: "acc" })).toEqual([
      { id: "x", accuracy: 1 },
      { id: "y", accuracy: 2 },
    ]);
  expect(readAccuracyTable("Unnamed: 0,acc\n7,1\n", { column: "acc", id: "Unnamed: 0" })).toEqual([
    { id: "7", accuracy: 1 },
  ]);
});

test("a space reads architectures as others publish them, and names them", () => {
  const id = "|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|";
  expect(readAccuracyTable('arch,acc\n"(4, 0, 3, 1, 4, 3)",80.3\n', { column: "acc", space })).toEqual([
    { id, accuracy: 80.3 },
  ]);
  expect(() => readAccuracyTable(`arch,acc\n${id},1\n${id},2\n`, { column: "acc", space })).toThrow(
    `line 3 has the architecture ${id.slice(0, 80)}… again, after line 2`,
  );
});

const cells = (operation: string) => Array.from({ length: 8 }, (_, i) => `('${operation}', ${i % 2})`).join(", ");
const genotype =
  `Genotype(normal=[${cells("skip_connect")}], normal_concat=range(2, 6), reduce=[${cells("none")}], ` +
  "reduce_concat=[2, 3, 4, 5])";
const pairs = (operation: number) => Array.from({ length: 8 }, (_, i) => `(${i % 2}, ${operation})`).join(", ");

test.each<[string, Space<unknown>, string, readonly string[]]>([
  ["DARTS", spaceNamed("nds-darts", { widths: [36], depths: [20] }), "36x20:", [genotype, `SKIP = ${genotype}`]],
  [
    "NAS-Bench-301",
    nasBench301() as Space<unknown>,
    "32x8:",
    [`[[${pairs(2)}], [${pairs(0)}]]`, `((${pairs(2)}), (${pairs(0)}))`],
  ],
])("architectures of %s in others' notations are the space's own", (_, space, size, notations) => {
  for (const written of notations) {
    const [row] = readAccuracyTable(`,net,acc\n0,"${written}",90\n`, { column: "acc", space });
    expect(space.format(space.parse(row!.id))).toBe(row!.id);
    expect(row!.id).toContain("|skip_connect~0|skip_connect~1|");
    expect(row!.id.startsWith(size)).toBe(true);
  }
});

const shared = (name: string): URL => new URL(`../../../../../shared/data/${name}`, import.meta.url);
test.each<[string, string, Space<unknown>, number]>([
  ["darts_cifar10_500.csv", "valid", darts({ form: "stemless", widths: [3], depths: [1] }) as Space<unknown>, 500],
  ["nasbench301_250.csv", "surrogate_valid", nasBench301() as Space<unknown>, 250],
  // Its 60 matrices prune to 41 modules.
  ["nasbench101_60.csv", "valid", nasBench101() as Space<unknown>, 41],
  ["nasbench_macro_300.csv", "test", nasBenchMacro() as Space<unknown>, 300],
])("the published table %s reads whole", (name, column, space, count) => {
  if (!existsSync(shared(name))) return console.info(`${name} is not beside the project`);
  const table = readAccuracyTable(readFileSync(shared(name), "utf8"), { column, space });
  expect(table.length).toBe(count);
  for (const { id } of table) expect(space.format(space.parse(id))).toBe(id);
});

test("rows that are written differently and name one architecture are trainings of it", () => {
  const space = { parse: (text: string) => text.toUpperCase(), format: (text: unknown) => String(text) };
  const csv = "arch,acc\na,90\nb,70\nA,91\n";
  expect(readAccuracyTable(csv, { column: "acc", space })).toEqual([
    { id: "A", accuracy: 90.5 },
    { id: "B", accuracy: 70 },
  ]);
  expect(() => readAccuracyTable(`${csv}a,92\n`, { column: "acc", space })).toThrow(/line 5 .*again, after line 2/);
});

test("accuracies are in decimal notation, whole or not, with or without a sign and an exponent", () => {
  const written = ["93", "-1", "+2", "93.", ".5", "1e1", "1.5E-1", "007"];
  const csv = `arch,acc\n${written.map((number, i) => `a${i},${number}`).join("\n")}\n`;
  expect(readAccuracyTable(csv, { column: "acc" }).map(({ accuracy }) => accuracy)).toEqual([
    93, -1, 2, 93, 0.5, 10, 0.15, 7,
  ]);
});

describe("a table that cannot be trusted is refused with the line", () => {
  test.each([
    ["arch,a,b\nx,1,2\n", {}, 'there is no column "acc"; the columns are arch, a, b'],
    ["arch;acc\nx;1\n", {}, 'there is no column "acc"; the columns are arch;acc'],
    ["arch,acc,acc\nx,1,2\n", {}, 'there are two columns "acc", 2 and 3; rename one'],
    ["net,acc,net\nx,1,2\n", { id: "net" }, 'there are two columns "net", 1 and 3; rename one'],
    ["arch,acc\nx,0x10\n", {}, 'line 2 must have a finite number as accuracy of x, got "0x10"'],
    ["arch,acc\nx,0b1\n", {}, 'line 2 must have a finite number as accuracy of x, got "0b1"'],
    ["arch,acc\nx,Infinity\n", {}, 'line 2 must have a finite number as accuracy of x, got "Infinity"'],
    ["arch,acc\nx,1_0\n", {}, 'line 2 must have a finite number as accuracy of x, got "1_0"'],
    ["a\0r\0,\0a\0", {}, "there are zero bytes in it, as in UTF-16; save the table as CSV in UTF-8"],
    [
      `arch,acc\nx,${"9".repeat(400)}\n`,
      {},
      `line 2 must have a finite number as accuracy of x, got "${"9".repeat(80)}…"`,
    ],
    [`${"c,".repeat(1000)}d\n`, {}, `there is no column "acc"; the columns are ${"c, ".repeat(40)}… (1001 in all)`],
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
