import { describe, expect, test } from "vitest";
import { natsBenchCsv } from "../../src/tables/nats-bench-csv.ts";
import { accuraciesOf, cells, natsBench } from "../cells.ts";

const whole = natsBench();

test("all cells come out, sorted, with accuracies to three decimals", () => {
  const [head, ...lines] = natsBenchCsv(whole).trimEnd().split("\n");
  expect(head).toBe("arch,cifar10_test,cifar100_test,imagenet16_120_test");
  expect(lines.map((line) => line.split(",")[0])).toEqual([...cells].sort());
  const rows = new Map(lines.map((line) => [line.split(",")[0]!, line.split(",").slice(1)]));
  for (const [at, cell] of cells.entries())
    expect(rows.get(cell)).toEqual(accuraciesOf(at).map((value) => value.toFixed(3)));
  expect(rows.get(cells[1234]!)).toEqual(["94.373", "73.513", "47.300"]);
});

test("another order of the columns, a missing last one, a byte order mark and Windows line ends change nothing", () => {
  const other = whole
    .split("\n")
    .map((line) => line.split(",").slice(0, 4).reverse().join(","))
    .join("\r\n");
  expect(natsBenchCsv(`\uFEFF${other}`)).toBe(natsBenchCsv(whole));
});

const lines = whole.split("\n");
const without = (...left: readonly number[]): string => lines.filter((_, i) => !left.includes(i)).join("\n");
const changed = (line: number, from: string | RegExp, to: string): string =>
  lines.map((text, i) => (i === line ? text.replace(from, to) : text)).join("\n");

describe("what is not the whole table is refused", () => {
  test.each([
    ["a page", "<!DOCTYPE html>", /has no column ArchitectureString; its first line is "<!DOCTYPE html>"/],
    ["nothing", "", /has no column ArchitectureString/],
    ["a row too few", without(77), /has 15624 architectures, NAS-Bench-201 has 15625/],
    ["a row twice", `${whole}${lines[5]}\n`, /line 15627 has the architecture \|.*again/],
    ["cut short", whole.slice(0, -30), /line 15626 has 4 fields, expected 5: it is cut short/],
    ["a typo", changed(9, "~0|+", "~9|+"), /has the architecture ".*", which is no cell/],
    ["no number", changed(9, /^[^,]*/, "many"), /has NaN as cifar10_test of \|.*, expected a percentage/],
    ["no figure", changed(9, /^[^,]*/, ""), /has NaN as cifar10_test/],
    ["a share, not a percentage", changed(9, /^[^,]*/, "101"), /has 101 as cifar10_test/],
    [
      "another optimum",
      changed(1235, "94.373", "94.572"),
      /its best cifar10_test is 94.572, the published one is 94.373/,
    ],
  ])("%s", (_, text, message) => {
    const refused = () => natsBenchCsv(text);
    expect(refused).toThrow(SyntaxError);
    expect(refused).toThrow(message);
  });
});
