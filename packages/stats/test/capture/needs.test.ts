import fc from "fast-check";
import { expect, test } from "vitest";
import { needsOf, splitName } from "../../src/capture/needs.ts";
import { statisticNames } from "../../src/index.ts";

test("an input is needed exactly if a statistic names it, and D for P besides", () => {
  fc.assert(
    fc.property(fc.subarray([...statisticNames]), (statistics) => {
      const needs = needsOf(statistics);
      const named = (input: string): boolean => statistics.some((name) => name.endsWith(`_${input}`));
      expect(needs.has("N")).toBe(named("N"));
      expect(needs.has("P")).toBe(named("P"));
      expect(needs.has("D")).toBe(named("D") || named("P"));
      for (const tap of needs.get("P") ?? []) expect(needs.get("D")!.has(tap)).toBe(true);
      for (const statistic of statistics) {
        const [tap, input] = splitName(statistic);
        if (input) expect(needs.get(input)!.has(tap)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});

test("the kernel itself needs no input", () => {
  expect(needsOf(["T3"]).size).toBe(0);
  expect(splitName("T3")).toEqual(["T3", undefined]);
  expect(splitName("T3G_N")).toEqual(["T3G", "N"]);
});
