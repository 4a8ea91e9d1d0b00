import { ranks } from "@eznas/fitness";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })));

property.prop([values], { numRuns: 1000 })(
  "a rank is one more than the values below, and half the others that tie",
  (it) => {
    const expected = it.map((value) => {
      const below = it.filter((other) => other < value).length;
      const tied = it.filter((other) => other === value).length;
      return below + (tied + 1) / 2;
    });
    expect(ranks(it)).toEqual(expected);
  },
);

test("−0 ties with 0", () => {
  expect(ranks([0, -0, 1])).toEqual([1.5, 1.5, 3]);
});

test("a NaN is refused with its place", () => {
  expect(() => ranks([1, Number.NaN])).toThrow(new RangeError("ranks: values must be comparable, got NaN at index 1"));
});
