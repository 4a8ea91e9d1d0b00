import fc from "fast-check";
import { expect, test } from "vitest";
import { leaf } from "../../src/index.ts";
import { demand, repeatable, setsOf } from "../../src/testing/laws.ts";
import { set } from "../sets.ts";

test("a given set is the only one tried, otherwise there are many", () => {
  expect(new Set(fc.sample(setsOf({ set }), 5))).toEqual(new Set([set]));
  expect(new Set(fc.sample(setsOf({}), 20).map((some) => JSON.stringify(some))).size).toBeGreaterThan(10);
});

test("a law that holds is silent, one that does not is the error's text", () => {
  expect(demand(true, "broken")).toBeUndefined();
  expect(() => demand(false, "broken")).toThrow(new Error("broken"));
});

test("what a seed gives is handed on, and what changes is refused", () => {
  expect(repeatable("it", 1, (rng) => leaf(`${rng()}`)).kind).toBe("leaf");
  let count = 0;
  expect(() => repeatable("it", 1, () => leaf(`${count++}`))).toThrow("it gave 0 and then, with the same seed, 1");
});
