import { expect, test } from "vitest";
import { spaceNamed, spaceNames } from "../src/space.ts";

test.each(spaceNames)("%s is a space of that name", (name) => {
  expect(spaceNamed(name).name).toBe(name);
});

test("options reach the space", () => {
  const largest = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";
  const params = (classes: number) => {
    const space = spaceNamed("nas-bench-201", { classes });
    return space.params(space.parse(largest));
  };
  expect(params(100) - params(10)).toBe(90 * 65);
});

test.each(["nas-bench-101", "toString"])("%s is refused with the names that there are", (name) => {
  expect(() => spaceNamed(name)).toThrow(new RangeError(`space: "${name}" is unknown; the spaces are nas-bench-201`));
});
