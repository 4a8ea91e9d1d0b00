import { describe, expect, test } from "vitest";
import { suiteZeroCsv } from "../../src/tables/suite-zero-csv.ts";
import { cells } from "../cells.ts";

type File = Record<string, Record<string, { id: number; val_accuracy?: unknown }>>;

/** NASLib's numbers of a cell, written independently of what is tested. */
function numbers(cell: string): string {
  const of = ["skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3"];
  const edges = [...cell.matchAll(/\|?(\w+)~(\d)\|/g)].map(([, name, from]) => ({
    number: of.indexOf(name!),
    from: Number(from),
  }));
  const bySource = [0, 1, 2].flatMap((source) => edges.filter(({ from }) => from === source));
  return `(${bySource.map(({ number }) => number).join(", ")})`;
}

function suiteZero(): File {
  const entries = (shift: number) =>
    Object.fromEntries(cells.map((cell, id) => [numbers(cell), { id, val_accuracy: ((id + shift) % 9000) / 100 }]));
  return { cifar10: entries(0), cifar100: entries(1), "ImageNet16-120": entries(2) };
}

test("all cells come out with their validation accuracies", () => {
  const [head, ...lines] = suiteZeroCsv(JSON.stringify(suiteZero())).trimEnd().split("\n");
  expect(head).toBe("arch,cifar10_valid,cifar100_valid,imagenet16_120_valid");
  expect(lines.length).toBe(15_625);
  const rows = new Set(lines);
  for (const [id, cell] of cells.entries()) {
    const written = [0, 1, 2].map((shift) => (((id + shift) % 9000) / 100).toFixed(3));
    expect(rows.has([cell, ...written].join(","))).toBe(true);
  }
});

test("the numbers name operations by the edges' sources", () => {
  expect(numbers("|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|")).toBe(
    "(4, 0, 3, 1, 4, 3)",
  );
});

describe("what is not the whole table is refused", () => {
  const first = numbers(cells[0]!);
  test.each<[string, (file: File) => unknown, RegExp]>([
    ["a list", () => [], /has no data set cifar10/],
    ["two data sets", ({ cifar10, cifar100 }) => ({ cifar10, cifar100 }), /has no data set ImageNet16-120/],
    ["another key", (file) => ({ ...file, cifar10: { x: {} } }), /cifar10 has the entry "x"/],
    ["no accuracy", (file) => ({ ...file, cifar10: { [first]: { id: 0 } } }), /entry "\(.*\)" has no val_accuracy/],
    [
      "an entry in one data set only",
      (file) => ({ ...file, cifar10: Object.fromEntries(Object.entries(file["cifar10"]!).slice(1)) }),
      /is not in every data set/,
    ],
    [
      "a few entries",
      () =>
        Object.fromEntries(["cifar10", "cifar100", "ImageNet16-120"].map((d) => [d, { [first]: { val_accuracy: 1 } }])),
      /has 1 architectures/,
    ],
    [
      "accuracies as shares",
      (file) => ({
        ...file,
        cifar10: Object.fromEntries(Object.keys(file["cifar10"]!).map((k) => [k, { val_accuracy: -1 }])),
      }),
      /has -1 as cifar10_valid/,
    ],
  ])("%s", (_, change, message) => {
    const refused = () => suiteZeroCsv(JSON.stringify(change(suiteZero())));
    expect(refused).toThrow(SyntaxError);
    expect(refused).toThrow(message);
  });
  test("JSON without end", () =>
    expect(() => suiteZeroCsv("[".repeat(9000))).toThrow(/json: has lists .* than 200 deep/));
  test("no JSON", () => expect(() => suiteZeroCsv("<html>")).toThrow(/is no JSON/));
});
