import { useBackend } from "@eznas/kernels";
import { nasBenchMacro } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, expect, test } from "vitest";
import { sharedTable } from "../shared-table.ts";

beforeAll(() => useBackend("cpu"));

test("it keeps the laws of a space", () =>
  spaceLaws(nasBenchMacro({ channels: 2, headChannels: 4, classes: 3, resolution: 8 }), { networks: 3 }));

test("parameters are the benchmark's, and FLOPs with the classifier's bias", () => {
  // github.com/xiusu/NAS-Bench-Macro, data/nas-bench-macro_cifar10.json.
  const rows = sharedTable(
    "nasbench_macro_300.csv",
    ["params", "flops"],
    [
      { id: "00000020", params: 1219370, flops: 20910592 },
      { id: "00002221", params: 2126634, flops: 50344448 },
    ],
  );
  const space = nasBenchMacro();
  for (const { id, params, flops } of rows) {
    const architecture = space.parse(id);
    expect([id, space.params(architecture), space.flops(architecture) - 10]).toEqual([id, params, flops]);
  }
});

test("identities behind the head of a stage are the same wherever they are", () => {
  const space = nasBenchMacro();
  const functionOf = (text: string) => space.functionOf!(space.parse(text));
  expect(functionOf("01102000")).toBe(functionOf("01120000"));
  expect(functionOf("01102000")).not.toBe(functionOf("01110000"));
  expect(functionOf("10000000")).not.toBe(functionOf("01000000"));
  const [all, functions] = [[...space.all()], new Set<string>()];
  for (const architecture of all) functions.add(space.functionOf!(architecture));
  // A stage of n layers has 3 heads, and behind them up to n − 1 blocks of two kinds.
  expect([new Set(all.map(space.format)).size, functions.size]).toEqual([6561, 9 * 21 * 21]);
});

test.each(["0000000", "000000000", "00000003", " 0000000", ""])("%j is refused", (text) => {
  expect(() => nasBenchMacro().parse(text)).toThrow(
    new SyntaxError(`nas-bench-macro: expected eight digits from 0 to 2 such as 01200210, got ${JSON.stringify(text)}`),
  );
});

test("options that are no network are refused", () => {
  expect(() => nasBenchMacro({ channels: 0 })).toThrow(
    new RangeError("nasBenchMacro: channels must be a whole number from 1 up, got 0"),
  );
});
