import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isStatisticName, statisticNames } from "../src/index.ts";

test("the names are the release's terminals in its argument order", () => {
  const golden = JSON.parse(readFileSync(new URL("golden/rcb-small.json", import.meta.url), "utf8")) as {
    argOrder: string[];
  };
  expect(statisticNames).toEqual(golden.argOrder);
});

test("isStatisticName tells the 22 from other texts", () => {
  expect(statisticNames.every(isStatisticName)).toBe(true);
  expect(["T3_D", "T5_D", "t3", "", "toString"].some(isStatisticName)).toBe(false);
});
