import fc from "fast-check";
import { expect, test } from "vitest";
import { depthWeighted, mean } from "../../src/index.ts";

const values = fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), { minLength: 1, maxLength: 30 });
const weight = fc.double({ noNaN: true, min: 0.01, max: 10 });
const weights = fc.array(weight, { minLength: 1, maxLength: 6 });
const numRuns = 1000;

test("equal weights give the mean, to the last bit", () => {
  fc.assert(
    fc.property(values, weight, fc.integer({ min: 1, max: 6 }), (xs, one, knots) => {
      expect(depthWeighted(() => one)(xs)).toBe(mean(xs));
      expect(depthWeighted(new Array<number>(knots).fill(one))(xs)).toBe(mean(xs));
    }),
    { numRuns },
  );
  // (1 − ⅚) · 1 + ⅚ · 1 is below 1, and so would the sum be another.
  expect(depthWeighted([1, 1, 1])([-10, -45, 10, 10, 1, 16])).toBe(-3);
  expect(depthWeighted([3])([0.1])).toBe(0.1);
});

test("between equal neighbours the weight is theirs", () => {
  fc.assert(
    fc.property(values, weight, (xs, late) => {
      // Nothing before ⅓, `late` alone from ⅔ on; 0 where the two differ.
      const tail = xs.map((x, i) => ((i + 0.5) / xs.length >= 2 / 3 ? x : 0));
      const byNumbers = depthWeighted([0, 0, late, late]);
      const byFunction = depthWeighted((depth) => {
        const at = 3 * depth;
        return at <= 1 ? 0 : at >= 2 ? late : (at - 1) * late;
      });
      expect(byNumbers(tail)).toBe(byFunction(tail));
    }),
    { numRuns },
  );
});

test("only the weights' ratios matter, and the result lies among the values", () => {
  fc.assert(
    fc.property(values, weights, (xs, ws) => {
      const value = depthWeighted(ws)(xs);
      expect(depthWeighted(ws.map((w) => 8 * w))(xs)).toBeCloseTo(value, 8);
      expect(value).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9);
      expect(value).toBeLessThanOrEqual(Math.max(...xs) + 1e-9);
    }),
    { numRuns },
  );
});

test("numbers are a function with straight lines between", () => {
  fc.assert(
    fc.property(values, fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 9 })), (xs, [first, last]) => {
      const line = depthWeighted((depth) => first + depth * (last - first));
      expect(depthWeighted([first, last])(xs)).toBeCloseTo(line(xs), 8);
    }),
    { numRuns },
  );
});

test("a network with every instance twice has the same value under linear weights", () => {
  fc.assert(
    fc.property(values, (xs) => {
      const linear = depthWeighted((depth) => depth);
      expect(linear(xs.flatMap((x) => [x, x]))).toBeCloseTo(linear(xs), 8);
    }),
    { numRuns },
  );
});

test("an instance of weight 0 is left out, and without any there is no value", () => {
  const firstHalf = depthWeighted((depth) => (depth < 0.5 ? 1 : 0));
  expect(firstHalf([1, 3, Number.NaN, Number.POSITIVE_INFINITY])).toBe(2);
  expect(depthWeighted([0])([1, 2])).toBeNaN();
  expect(depthWeighted([1])([])).toBeNaN();
});

test("weights that are negative, not finite or none are refused", () => {
  expect(() => depthWeighted([])).toThrow("got no weights");
  expect(() => depthWeighted([1, -1])).toThrow("a weight must be finite and at least 0, got -1");
  expect(() => depthWeighted((depth) => 1 / (depth - 0.5))([1, 2, 3])).toThrow(RangeError);
  expect(() => depthWeighted(() => Number.NaN)([1])).toThrow("got NaN");
});
