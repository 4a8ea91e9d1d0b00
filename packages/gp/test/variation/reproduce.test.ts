import fc from "fast-check";
import { expect, test } from "vitest";
import { reproduce } from "../../src/index.ts";
import { trees, variationLaws } from "../../src/testing.ts";
import { set } from "../sets.ts";

test("reproduction keeps the laws of a variation", () => variationLaws(reproduce()));

test("the child is its parent", () => {
  fc.assert(
    fc.property(trees(set), (parent) => void expect(reproduce().apply([parent], set, Math.random)).toBe(parent)),
  );
});
