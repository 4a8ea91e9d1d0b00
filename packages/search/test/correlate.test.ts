import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { correlate } from "../src/index.ts";

test("failed scores are left out of a correlation and counted", () => {
  const failure = { ok: false, reason: "shape", instance: "conv" } as const;
  const scores = [{ ok: true, value: 1 }, failure, { ok: true, value: 2 }, { ok: true, value: 3 }] as const;
  expect(correlate(scores, [10, 0, 20, 15])).toEqual({
    kendall: expect.closeTo(1 / 3, 12),
    spearman: expect.closeTo(0.5, 12),
    n: 3,
    failed: 1,
  });
});

const all = (...values: readonly number[]) => values.map((value) => ({ ok: true, value }) as const);

test.each([
  ["fewer than two scores", [...all(1), { ok: false } as const], [1, 2]],
  ["all scores are equal", all(2, 2, 2), [1, 2, 3]],
  ["all accuracies are equal", all(1, 2, 3), [7, 7, 7]],
] as const)("no correlation has the reason %s", (reason, scores, accuracies) => {
  expect(correlate(scores, accuracies)).toMatchObject({ kendall: Number.NaN, spearman: Number.NaN, reason });
});

test.prop([fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 6 })], { numRuns: 1000 })(
  "there is a reason exactly where there is no correlation",
  (pairs) => {
    const { kendall, spearman, reason } = correlate(
      all(...pairs.map(([score]) => score)),
      pairs.map(([, accuracy]) => accuracy),
    );
    expect([Number.isNaN(kendall), Number.isNaN(spearman)]).toEqual([reason !== undefined, reason !== undefined]);
  },
);
