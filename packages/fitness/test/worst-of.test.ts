import { worstOf } from "@eznas/fitness";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

property.prop([fc.array(fc.double({ noNaN: true, min: -1, max: 1 }), { minLength: 1 })], { numRuns: 1000 })(
  "the worst is one of the values and none is below it",
  (values) => {
    const worst = worstOf(values);
    expect(values.some((value) => value === worst)).toBe(true);
    expect(values.every((value) => value >= worst)).toBe(true);
  },
);

test("a task without a correlation leaves none", () => {
  expect(worstOf([0.5, Number.NaN, -0.2])).toBeNaN();
});

test("no task has no worst", () => {
  expect(() => worstOf([])).toThrow(new RangeError("worstOf: expected the correlation of at least one task, got none"));
});
