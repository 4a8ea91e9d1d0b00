import fc from "fast-check";
import { expect, test } from "vitest";
import { cosine } from "../src/index.ts";

test("the rate falls with every step, from its peak to 0 after the last", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 10, noNaN: true }), fc.integer({ min: 1, max: 400 }), (peak, steps) => {
      expect(cosine(peak, 0, steps)).toBe(peak);
      expect(cosine(peak, steps, steps)).toBe(0);
      const rates = Array.from({ length: steps + 1 }, (_, step) => cosine(peak, step, steps));
      expect(rates.findIndex((rate, step) => step > 0 && !(rate < rates[step - 1]!))).toBe(-1);
    }),
    { numRuns: 1000 },
  );
});

test("what it has lost halfway from one end is what it still has halfway from the other", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(1000), (steps, drawn) => {
      const step = drawn % (steps + 1);
      expect(cosine(1, step, steps) + cosine(1, steps - step, steps)).toBeCloseTo(1, 12);
    }),
    { numRuns: 1000 },
  );
});
