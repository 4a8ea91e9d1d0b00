import { expect, test } from "vitest";
import { rcb } from "../../src/index.ts";
import { settingsDifferences, settingsOf } from "../../src/node/settings.ts";

const of = (value: number) => ({ shape: [1, 1], data: Float32Array.of(value) });
const inputs = { D: of(1), N: of(2), P: of(3) };

test("settings hold all that decides the statistics, in an order of their own", () => {
  const settings = settingsOf({
    inputs,
    statistics: ["T3", "T4G_P"],
    pattern: rcb({ relu6: true }),
    output: "pool",
    numbers: "bfloat16",
    describe: { b: 1, a: "x" },
  });
  expect(settings).toMatchObject({
    statistics: ["T4G_P", "T3"],
    pattern: "rcb (relu6)",
    output: "pool",
    numbers: "bfloat16",
    inputs: { shape: [1, 1] },
    description: { a: "x", b: 1 },
  });
  expect(Object.keys(settings.description)).toEqual(["a", "b"]);
  expect(settingsOf({ inputs })).toMatchObject({ pattern: "rcb", output: null, numbers: "float32", description: {} });
  expect(settingsOf({ inputs }).statistics).toHaveLength(22);
});

test("differences are told field by field, also a single number of an input", () => {
  const before = settingsOf({ inputs, output: "pool" });
  expect(settingsDifferences(before, settingsOf({ inputs, output: "pool" }))).toEqual([]);
  const other = settingsOf({ inputs: { ...inputs, P: of(4) }, statistics: ["T3"] });
  const fields = settingsDifferences(before, other).map((line) => line.split(" ")[0]);
  expect(fields).toEqual(["statistics", "output", "inputs"]);
});

test("refuses the name of no statistic", () => {
  expect(() => settingsOf({ inputs, statistics: ["T9"] })).toThrow(/^collect: "T9" is no statistic/);
});

test("refuses a format of numbers that is none", () => {
  expect(() => settingsOf({ inputs, numbers: "float16" as "float32" })).toThrow(
    /one of float32, bfloat16, got "float16"/,
  );
});
