import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isTrainingTable, meanAccuracies, readTrainingTable, type TrainingRow } from "../../src/index.ts";
import { formatHeader, formatRow } from "../../src/table/training-table.ts";

const id = fc
  .oneof(
    fc.string({ minLength: 1, unit: "grapheme" }),
    fc.string({ minLength: 1, unit: fc.constantFrom(",", '"', " ", "#", "|", "~", "a", "\ufeff", "\t", "'") }),
  )
  .filter((text) => !/[\r\n]/.test(text));
const accuracy = fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000);
const seed = fc.nat(2 ** 31 - 1);
const row: fc.Arbitrary<TrainingRow> = fc.oneof(
  fc.record({ id, seed, status: fc.constant("trained" as const), valid: accuracy, test: accuracy }),
  fc.record({ id, seed, status: fc.constant("diverged" as const) }),
);
const rows = fc.uniqueArray(row, { maxLength: 20, selector: ({ id, seed }) => JSON.stringify([id, seed]) });
const key = fc.string({ minLength: 1 }).filter((text) => !/[:\r\n]/.test(text) && text !== "__proto__");
const settings = fc.dictionary(key, fc.jsonValue(), { maxKeys: 5 });

const format = (settings: Readonly<Record<string, unknown>>, rows: readonly TrainingRow[]): string =>
  formatHeader(settings) + rows.map(formatRow).join("");

test("a table that was written is read as it was, whatever the architectures and settings are", () => {
  fc.assert(
    fc.property(settings, rows, (settings, rows) => {
      const text = format(settings, rows);
      expect(isTrainingTable(text)).toBe(true);
      const table = readTrainingTable(text);
      expect(table.rows).toEqual(rows);
      expect(JSON.stringify(table.settings)).toBe(JSON.stringify(settings));
      expect(format(table.settings, table.rows)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test("a text that ends anywhere but after a line is refused with the line", () => {
  fc.assert(
    fc.property(settings, rows, fc.nat(), (settings, rows, drawn) => {
      const text = format(settings, rows);
      const mark = text.indexOf("\n") + 1;
      const cut = text.slice(0, mark + (drawn % (text.length - mark)));
      const line = cut.split("\n").length;
      if (!cut.endsWith("\n")) {
        expect(() => readTrainingTable(cut)).toThrow(SyntaxError);
        expect(() => readTrainingTable(cut)).toThrow(`readTrainingTable: line ${line} is cut short`);
      } else if (cut.length < formatHeader(settings).length)
        expect(() => readTrainingTable(cut)).toThrow(`readTrainingTable: line ${line} must be arch,seed,status`);
      else expect(rows.slice(0, line - formatHeader(settings).split("\n").length)).toEqual(readTrainingTable(cut).rows);
    }),
    { numRuns: 1000 },
  );
});

test("a setting that is undefined is none", () => {
  const text = formatHeader({ space: undefined, epochs: 2 });
  expect(readTrainingTable(text).settings).toEqual({ epochs: 2 });
});

test.each([["a:b"], ["two\nlines"], [""]])("a setting cannot be named %j", (name) => {
  expect(() => formatHeader({ [name]: 1 })).toThrow(
    new RangeError(`formatHeader: a setting's name must be a line without a colon, got ${JSON.stringify(name)}`),
  );
});

test.each([[""], ["two\nlines"], ["two\rlines"]])("an architecture cannot be written as %j", (id) => {
  expect(() => formatRow({ id, seed: 1, status: "diverged" })).toThrow(
    new RangeError(`formatRow: an architecture's text must be one line, got ${JSON.stringify(id)}`),
  );
});

const head = "# eznas training table\n# epochs: 2\narch,seed,status,valid,test\n";

describe("readTrainingTable refuses", () => {
  test.each([
    ["another CSV", "arch,accuracy\na,1\n", 'line 1 must be "# eznas training table", got "arch,accuracy\\na,1\\n"'],
    ["an empty text", "", 'line 1 must be "# eznas training table", got ""'],
    ["a setting that is no JSON", head.replace("2", "two"), 'line 2 must have JSON after "epochs:"'],
    ["a setting without a name", head.replace("epochs: 2", "epochs"), "line 2 must be # name: JSON"],
    ["other columns", head.replace("valid", "validation"), "line 3 must be arch,seed,status,valid,test, got"],
    ["no columns", "# eznas training table\n", 'line 2 must be arch,seed,status,valid,test, got ""'],
    [
      "a row with too few fields",
      `${head}a,1,trained,1\n`,
      "line 4 must have 5 fields (arch, seed, status, valid, test), got 4",
    ],
    [
      "an empty line",
      `${head}\na,1,diverged,,\n`,
      "line 4 must have 5 fields (arch, seed, status, valid, test), got 0",
    ],
    ["a row without an architecture", `${head},1,diverged,,\n`, "line 4 must begin with an architecture and a seed"],
    [
      "a seed that is none",
      `${head}a,-1,diverged,,\n`,
      "line 4 must begin with an architecture and a seed, got a,-1,diverged,,",
    ],
    ["a row that comes twice", `${head}a,1,diverged,,\na,1,trained,1,2\n`, "line 5 has a with seed 1 again"],
    ["another status", `${head}a,1,lost,,\n`, 'line 4 must have the status trained or diverged, got "lost"'],
    ["no accuracy", `${head}a,1,trained,,2\n`, 'line 4 must have a valid accuracy from 0 to 100, got ""'],
    [
      "an accuracy above 100",
      `${head}a,1,trained,1,101\n`,
      'line 4 must have a test accuracy from 0 to 100, got "101"',
    ],
    [
      "an accuracy that is no number",
      `${head}a,1,trained,1,NaN\n`,
      'line 4 must have a test accuracy from 0 to 100, got "NaN"',
    ],
  ])("%s", (_, text, message) => {
    expect(() => readTrainingTable(text)).toThrow(SyntaxError);
    expect(() => readTrainingTable(text)).toThrow(`readTrainingTable: ${message}`);
  });
});

describe("meanAccuracies", () => {
  const rows: readonly TrainingRow[] = [
    { id: "b", seed: 1, status: "trained", valid: 10, test: 20 },
    { id: "a", seed: 1, status: "trained", valid: 30, test: 40 },
    { id: "b", seed: 2, status: "diverged" },
    { id: "a", seed: 2, status: "trained", valid: 50, test: 80 },
  ];

  test("is the mean over the seeds, in the order of the rows", () => {
    expect(meanAccuracies(rows, "test")).toEqual([
      { id: "b", accuracy: 10 },
      { id: "a", accuracy: 60 },
    ]);
    expect(meanAccuracies(rows, "valid")[1]).toEqual({ id: "a", accuracy: 40 });
  });

  test("counts a diverged network as it is told", () => {
    expect(meanAccuracies(rows, "test", { diverged: 10 })[0]).toEqual({ id: "b", accuracy: 15 });
  });

  test("can take some seeds only", () => {
    expect(meanAccuracies(rows, "test", { seeds: [2] })).toEqual([
      { id: "b", accuracy: 0 },
      { id: "a", accuracy: 80 },
    ]);
    expect(meanAccuracies(rows, "test", { seeds: [3] })).toEqual([]);
  });
});

test("a setting of lists in lists without end is refused with its line, before anything goes down them", () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const text = `# eznas training table\n# z: ${deep}\narch,seed,status,valid,test\n`;
  expect(() => readTrainingTable(text)).toThrow(
    'readTrainingTable: line 2 has lists and objects more than 200 deep in each other after "z:"',
  );
});
