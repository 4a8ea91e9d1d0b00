import { kendallTau, spearmanRho, topFraction, topShareTau } from "@eznas/fitness";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

const value = fc.integer({ min: 0, max: 9 });
const tables = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 });
const fraction = fc.double({ min: 0.01, max: 1, noNaN: true });

property.prop([tables, fraction], { numRuns: 1000 })(
  "the correlation is over a best part of the table that no network outside equals",
  (table, share) => {
    let inside: readonly number[] = [];
    topFraction((_, accuracies) => {
      inside = accuracies;
      return 0;
    }, share)(
      table.map(([score]) => score),
      table.map(([, accuracy]) => accuracy),
    );
    const sorted = table.map(([, accuracy]) => accuracy).sort((a, b) => b - a);
    expect([...inside].sort((a, b) => b - a)).toEqual(sorted.slice(0, inside.length));
    expect(inside.length).toBeGreaterThanOrEqual(Math.round(share * table.length));
    const last = sorted[Math.round(share * table.length) - 1];
    expect(inside.every((accuracy) => accuracy >= last!)).toBe(true);
    expect(sorted.slice(inside.length)).not.toContain(last);
  },
);

property.prop([tables, fraction], { numRuns: 1000 })("topShareTau is topFraction of τ-b", (table, share) => {
  const [scores, accuracies] = [table.map(([score]) => score), table.map(([, accuracy]) => accuracy)];
  expect(topShareTau(share)(scores, accuracies)).toBe(topFraction(kendallTau, share)(scores, accuracies));
});

property.prop([tables], { numRuns: 1000 })("the whole table is the top fraction 1", (table) => {
  const [scores, accuracies] = [table.map(([score]) => score), table.map(([, accuracy]) => accuracy)];
  expect(topFraction(spearmanRho, 1)(scores, accuracies)).toBe(spearmanRho(scores, accuracies));
});

test("scores go with their accuracies", () => {
  const [scores, accuracies] = [
    [1, 2, 3, 6, 5, 4],
    [90, 70, 60, 80, 92, 91],
  ];
  expect(topFraction(kendallTau, 0.5)(scores, accuracies)).toBe(kendallTau([1, 5, 4], [90, 92, 91]));
});

test("a fraction that rounds to no network or to one has no correlation", () => {
  expect(topFraction(kendallTau, 0.1)([1, 2, 3], [1, 2, 3])).toBeNaN();
  expect(topFraction(kendallTau, 0.34)([1, 2, 3], [1, 2, 3])).toBeNaN();
});

test.each([0, -0.1, 1.1, Number.NaN])("the fraction %s is refused", (bad) => {
  expect(() => topFraction(kendallTau, bad)).toThrow(
    new RangeError(`topFraction: fraction must be over 0 and at most 1, got ${bad}`),
  );
});
