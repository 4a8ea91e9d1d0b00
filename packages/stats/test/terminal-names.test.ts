import { expect, test } from "vitest";
import { interSampleNames, isStatisticName, statisticNames, terminalNames } from "../src/index.ts";

test("the four are beside the 22 and none of them", () => {
  expect(statisticNames.length).toBe(22);
  expect(interSampleNames.some(isStatisticName)).toBe(false);
  expect(new Set(terminalNames).size).toBe(26);
});
