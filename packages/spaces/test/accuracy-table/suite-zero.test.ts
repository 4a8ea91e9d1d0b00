import { fromNaslib, nasBench201, readSuiteZero } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

const { format } = nasBench201();
const key = fc.tuple(...Array.from({ length: 6 }, () => fc.nat({ max: 4 }))).map((digits) => `(${digits.join(", ")})`);
const tables = fc.dictionary(key, fc.double({ min: 0, max: 100, noNaN: true }), { minKeys: 1, maxKeys: 20 });

property.prop([tables, tables], { numRuns: 1000 })("each data set reads as what was written", (cifar10, cifar100) => {
  const written = (table: Readonly<Record<string, number>>) =>
    Object.fromEntries(
      Object.entries(table).map(([name, val_accuracy], id) => [name, { id, val_accuracy, params: { score: 1 } }]),
    );
  const file = JSON.stringify({ cifar10: written(cifar10), cifar100: written(cifar100) });
  const read = readSuiteZero(file, { dataset: "cifar100", id: (name) => format(fromNaslib(name)) });
  expect(read).toEqual(
    Object.entries(JSON.parse(JSON.stringify(cifar100)) as typeof cifar100).map(([name, accuracy]) => ({
      id: format(fromNaslib(name)),
      accuracy,
    })),
  );
});

test("without `id` an architecture keeps the file's name", () => {
  expect(readSuiteZero('{"t":{"64-41414-0_00_000":{"val_accuracy":26.5}}}', { dataset: "t" })).toEqual([
    { id: "64-41414-0_00_000", accuracy: 26.5 },
  ]);
});

describe("a file that cannot be trusted is refused with the entry", () => {
  test.each([
    ["{", {}, SyntaxError, "the file is no JSON: "],
    ["[]", {}, SyntaxError, "expected an object of data sets, got another JSON value"],
    ['{"a":{},"b":{}}', {}, RangeError, 'there is no data set "d"; the data sets are a, b'],
    ['{"a":{}}', { dataset: "toString" }, RangeError, 'there is no data set "toString"'],
    ['{"d":[]}', {}, SyntaxError, '"d" must be an object of architectures'],
    ['{"d":{}}', {}, SyntaxError, "the table has no rows"],
    ['{"d":{"x":{"params":{"score":1}}}}', {}, SyntaxError, 'd, entry "x" has no val_accuracy'],
    ['{"d":{"x":7}}', {}, SyntaxError, 'd, entry "x" has no val_accuracy'],
    [
      '{"d":{"x":{"val_accuracy":"93"}}}',
      {},
      SyntaxError,
      'd, entry "x" must have a finite number as accuracy of x, got "93"',
    ],
    ['{"d":{"x":{"val_accuracy":null}}}', {}, SyntaxError, "got null"],
    ['{"d":{"x":{"val_accuracy":1},"y":{"val_accuracy":1}}}', { id: () => "z" }, SyntaxError, 'after d, entry "x"'],
    [
      '{"d":{"(1)":{"val_accuracy":1}}}',
      { id: (name: string) => format(fromNaslib(name)) },
      SyntaxError,
      'd, entry "(1)" is refused: fromNaslib',
    ],
  ])("%s", (file, options, kind, message) => {
    const read = () => readSuiteZero(file, { dataset: "d", ...options });
    expect(read).toThrow(kind);
    expect(read).toThrow(message);
  });
});

test("a file that is endlessly deep is refused in a line", () => {
  const open = "[".repeat(100_000);
  const accuracy = `{"d":{"x":{"val_accuracy":${open}${"]".repeat(100_000)}}}}`;
  for (const file of [open, accuracy])
    expect(() => readSuiteZero(file, { dataset: "d" })).toThrow(
      "readSuiteZero: the file has lists and objects more than 200 deep in each other",
    );
});
