import { kendallTau, kendallTauAgainst } from "@eznas/fitness";
import { correlationLaws } from "@eznas/fitness/testing";
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";

test("it keeps the laws of a correlation", () => {
  correlationLaws((scores, accuracies) => kendallTauAgainst(accuracies)(scores));
});

const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const score = fc.oneof(value, fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0));
const table = fc
  .nat({ max: 80 })
  .chain((n) =>
    fc.tuple(
      fc.array(value, { minLength: n, maxLength: n }),
      fc.array(fc.array(score, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 4 }),
    ),
  );

property.prop([table], { numRuns: 2000 })("list after list it is kendallTau to the bit", ([accuracies, lists]) => {
  const tau = kendallTauAgainst(accuracies);
  for (const scores of lists) {
    expect(tau(scores)).toBe(kendallTau(scores, accuracies));
    expect(tau(Float64Array.from(scores))).toBe(kendallTau(scores, accuracies));
  }
});

test("scores are left as they are", () => {
  const scores = Float64Array.of(3, 1, 2);
  kendallTauAgainst([1, 1, 2])(scores);
  expect([...scores]).toEqual([3, 1, 2]);
});
