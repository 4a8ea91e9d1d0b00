import { useBackend } from "@eznas/kernels";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { largest, least, mean, median, program, score } from "../../src/index.ts";

beforeAll(() => useBackend("cpu"));

const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })), {
  minLength: 1,
  maxLength: 30,
});
const numRuns = 1000;

test("the median lies in the middle: as many values are at most it as are at least it", () => {
  fc.assert(
    fc.property(values, (xs) => {
      const middle = median(xs);
      expect(2 * xs.filter((x) => x <= middle).length).toBeGreaterThanOrEqual(xs.length);
      expect(2 * xs.filter((x) => x >= middle).length).toBeGreaterThanOrEqual(xs.length);
    }),
    { numRuns },
  );
});

test("least, median and largest are in order, and one value is all of them", () => {
  fc.assert(
    fc.property(values, (xs) => {
      expect(least(xs)).toBeLessThanOrEqual(median(xs));
      expect(median(xs)).toBeLessThanOrEqual(largest(xs));
      expect(xs).toContain(least(xs));
      expect(xs).toContain(largest(xs));
      for (const of of [least, median, largest, mean]) expect(of([xs[0]!]) === xs[0]).toBe(true);
    }),
    { numRuns },
  );
});

test("the order of the values does not matter, and they stay as they are", () => {
  fc.assert(
    fc.property(values, (xs) => {
      const frozen = Object.freeze([...xs]);
      for (const of of [least, median, largest]) expect(of(frozen)).toBe(of(xs.toReversed()));
    }),
    { numRuns },
  );
});

test.each([
  ["least", least],
  ["median", median],
  ["largest", largest],
])("%s has nothing to say of no value and of a NaN", (_, of) => {
  expect(of([])).toBeNaN();
  expect(of([1, Number.NaN, 2])).toBeNaN();
  expect(of([Number.NaN, 1])).toBeNaN();
});

test("infinite values are the extremes, and the median of two alike is that", () => {
  const up = Number.POSITIVE_INFINITY;
  expect([least([1, -up]), largest([1, up]), median([1, up, -up]), median([up, up])]).toEqual([-up, up, 1, up]);
});

test("a program takes them as its aggregate and as its toScalar", () => {
  const T3 = { shape: [3], data: Float32Array.of(5, 1, 3) };
  const other = { shape: [3], data: Float32Array.of(9, 8, 7) };
  const network = [
    { name: "a", statistics: { T3 } },
    { name: "b", statistics: { T3: other } },
  ];
  expect(score(program("T3", { toScalar: median, aggregate: least }), network)).toEqual({ ok: true, value: 3 });
  expect(score(program("T3", { toScalar: least, aggregate: largest }), network)).toEqual({ ok: true, value: 7 });
});
