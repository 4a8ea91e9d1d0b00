import { readScoreTable, type ScoreCell } from "@eznas/ranking";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { formatScoreHead, formatScoreRow } from "../src/score-table.ts";

const word = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom("logRanks(a, b)", '"', "a,b", "-cbr: sum of l2: T3"),
);
const text = word.map((it) => `x${it.replaceAll(/[\r\n]/g, "")}x`); // a name is a line, and # and spaces stand inside
const double = fc.double({ noNaN: true, noDefaultInfinity: true });
const cell: fc.Arbitrary<ScoreCell> = fc.oneof(
  double.map((value): ScoreCell => ({ ok: true, value })),
  fc
    .record({ reason: text, detail: fc.string() }, { noNullPrototype: true })
    .map((why): ScoreCell => ({ ok: false, ...why })),
);
const settings = fc.dictionary(
  fc.constantFrom("space", "batch", "command", "options"),
  fc.oneof(fc.string(), fc.integer(), fc.record({ resolution: fc.nat() }, { noNullPrototype: true })),
  { noNullPrototype: true },
);
const tables = fc
  .tuple(fc.uniqueArray(text, { minLength: 1, maxLength: 4 }), fc.uniqueArray(text, { minLength: 1, maxLength: 5 }))
  .chain(([metrics, ids]) =>
    fc.record(
      {
        settings,
        metrics: fc.constant(metrics),
        networks: fc.tuple(
          ...ids.map((id) =>
            fc.record(
              {
                id: fc.constant(id),
                accuracy: double,
                scores: fc.array(cell, { minLength: metrics.length, maxLength: metrics.length }),
              },
              { noNullPrototype: true },
            ),
          ),
        ),
      },
      { noNullPrototype: true },
    ),
  );

property.prop([tables], { numRuns: 500 })("what is written is read, doubles to the bit", (table) => {
  const rows = table.networks.map((row) => formatScoreRow(table.metrics, row));
  expect(readScoreTable(formatScoreHead(table) + rows.join(""))).toStrictEqual(table);
});

test("it is as others read CSV: comments, quoted headers, empty cells", () => {
  const head = formatScoreHead({
    settings: { space: "nas-bench-201", batch: 2 },
    metrics: ["logRanks(a, b)", "flops"],
  });
  const scores = [{ ok: false, reason: "shape", instance: "conv" } as const, { ok: true, value: 0.1 } as const];
  expect(head + formatScoreRow(["logRanks(a, b)", "flops"], { id: "|a~0|", accuracy: 91.5, scores })).toBe(
    `# eznas scores
# space: "nas-bench-201"
# batch: 2
arch,accuracy,"logRanks(a, b)",flops,failures
|a~0|,91.5,,0.1,"{""logRanks(a, b)"":{""reason"":""shape"",""instance"":""conv""}}"
`,
  );
});

test.each([
  ["no accuracy", "arch,flops\na,1\n", /expected a column "accuracy" after that of architectures, got arch, flops/],
  ["no metric", "arch,accuracy\na,1\n", /there is no column of a metric/],
  ["no network", "arch,accuracy,flops\n", /there is no network/],
  ["a column twice", "arch,accuracy,flops,flops\na,1,2,3\n", /there are two columns "flops"/],
  ["a row that is cut short", "arch,accuracy,flops\na,1,2\nb,1\n", /row 2 \("b"\) has 2 fields, but the header has 3/],
  ["an architecture twice", "arch,accuracy,flops\na,1,2\na,1,2\n", /row 2 \("a"\) has an architecture again/],
  ["an accuracy that is none", "arch,accuracy,flops\na,,2\n", /row 1 \("a"\): expected an accuracy, got ""/],
  ["a score that is none", "arch,accuracy,flops\na,1,inf\n", /row 1 \("a"\): expected a score by flops, got "inf"/],
  ["failures that are none", "arch,accuracy,flops,failures\na,1,2,x\n", /row 1 \("a"\): "failures" is no JSON object/],
])("%s is refused", (_, text, message) => {
  expect(() => readScoreTable(text)).toThrow(SyntaxError);
  expect(() => readScoreTable(text)).toThrow(message);
});

test("failures that are endlessly deep are refused, and so is a setting: it counts as a remark", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const table = (setting: string, failures: string): string =>
    `# eznas scores\n# space: ${setting}\narch,accuracy,flops,failures\na,1,,${failures}\n`;
  expect(() => readScoreTable(table('"x"', deep))).toThrow('row 1 ("a"): "failures" is no JSON object');
  expect(readScoreTable(table(deep, "{}")).settings).toEqual({});
});

test("a head that could not be read is refused", () => {
  expect(() => formatScoreHead({ settings: { "a: b": 1 }, metrics: ["x"] })).toThrow("must be a line without a colon");
  expect(() => formatScoreHead({ settings: {}, metrics: ["accuracy"] })).toThrow('there are two columns "accuracy"');
});
