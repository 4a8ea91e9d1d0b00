import { expect, test } from "vitest";
import { call, grow, leaf } from "../../src/index.ts";
import { generatorLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

const generator = grow({ minDepth: 1, maxDepth: 3 });

test("a good generator passes", () => {
  generatorLaws(generator, { minDepth: 1, maxDepth: 3 });
  generatorLaws(() => call("abs", [leaf("T3")]), { set });
});

test("trees out of the promised range are found", () => {
  expect(() => generatorLaws(generator, { minDepth: 2 })).toThrow(/depth 1, which is not between 2 and Infinity/);
  expect(() => generatorLaws(generator, { maxDepth: 2 })).toThrow(/depth 3, which is not between 0 and 2/);
});

test("invalid trees are found", () => {
  expect(() => generatorLaws(() => leaf("T9"), { set })).toThrow(/unknown terminal "T9"/);
});

test("randomness of its own is found", () => {
  expect(() => generatorLaws((some) => generator(some, Math.random), { set })).toThrow(
    /all its randomness must come from rng/,
  );
});
