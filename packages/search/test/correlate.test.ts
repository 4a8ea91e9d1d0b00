import { expect, test } from "vitest";
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
