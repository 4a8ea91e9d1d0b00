import { afterAll, describe, expect, test, vi } from "vitest";
import { shows, writeModules } from "../check/snippets.ts";

describe("every example in the documentation", () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  afterAll(() => vi.restoreAllMocks());

  test.each(writeModules().filter(({ run }) => run))("$place runs and shows what it says", async ({ file }) => {
    await import(file);
  });
});

test("a shown number may have fewer digits than the value, and no other difference", () => {
  expect(shows(1 / 3, "0.33")).toBe(true);
  expect(shows([1 / 3, "a"], "[ 0.333, 'a' ]")).toBe(true);
  expect(shows(0.34, "0.33")).toBe(false);
  expect(shows([1, 2], "[ 1 ]")).toBe(false);
});
