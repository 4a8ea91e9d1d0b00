import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as kernels from "../../src/expression.ts";
import { expectClose } from "./close.ts";
import { pollutedArena, run } from "./run.ts";
import { anyValue, vectors } from "./values.ts";

const arena = pollutedArena();

const references = [
  ["mean", kernels.mean, (values) => values.reduce((total, x) => total + x, 0) / values.length],
  ["meanAbs", kernels.meanAbs, (values) => values.reduce((total, x) => total + Math.abs(x), 0) / values.length],
  ["frobenius", kernels.frobenius, (values) => Math.sqrt(values.reduce((total, x) => total + x * x, 0))],
  ["numel", kernels.numel, (values) => values.length],
] as const satisfies readonly (readonly [
  string,
  kernels.ArenaKernel<readonly [kernels.Block]>,
  (values: readonly number[]) => number,
])[];

describe.each(references)("%s", (_, kernel, reference) => {
  test("is the double precision result, rounded once", () => {
    fc.assert(
      fc.property(vectors(anyValue), (a) => {
        const values = Array.from(Float32Array.from(a.data));
        const magnitude = values.reduce((total, x) => total + Math.abs(x), 0);
        // The order of a sum shows in its last digits, next to what was added up.
        const absolute = Number.isFinite(magnitude) ? 1e-14 * magnitude : 0;
        expectClose(run(arena, kernel, [], a), [reference(values)], { ulps: 1, absolute });
      }),
      { numRuns: 1000 },
    );
  });
});

test("sums of large numbers do not overflow before they are divided", () => {
  const a = { shape: [5], data: Array(5).fill(3e38) };
  expect(run(arena, kernels.mean, [], a)[0]).toBe(Math.fround(3e38));
  expect(run(arena, kernels.frobenius, [], { shape: [4], data: Array(4).fill(1e38) })[0]).toBe(Math.fround(2e38));
});
