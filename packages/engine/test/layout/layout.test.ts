import fc from "fast-check";
import { expect, test } from "vitest";
import { activationStatistic, kernelStatistic } from "../../src/layout/layout.ts";

const counting = (shape: readonly number[]): Float32Array =>
  Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i);

const size = fc.integer({ min: 1, max: 9 });
const sizes = fc.tuple(size, size, size, size);

test("an activation's [n, h, w, c] comes as [n, c, h, w]", () => {
  fc.assert(
    fc.property(sizes, ([N, H, W, C]) => {
      const given = counting([N, H, W, C]);
      const { shape, data } = activationStatistic(given, [N, H, W, C], false);
      expect(shape).toEqual([N, C, H, W]);
      expect(data).not.toBe(given);
      for (let n = 0; n < N; n++)
        for (let h = 0; h < H; h++)
          for (let w = 0; w < W; w++)
            for (let c = 0; c < C; c++)
              if (data[((n * C + c) * H + h) * W + w] !== given[((n * H + h) * W + w) * C + c])
                expect.fail(`[${n}, ${h}, ${w}, ${c}] is elsewhere`);
    }),
    { numRuns: 1000 },
  );
});

test("a kernel's [h, w, in, out] comes as [out, in, h, w], a depthwise one's [h, w, c, m] as [c·m, 1, h, w]", () => {
  fc.assert(
    fc.property(sizes, ([H, W, I, O]) => {
      const given = counting([H, W, I, O]);
      const full = kernelStatistic(given, [H, W, I, O], false);
      const grouped = kernelStatistic(given, [H, W, I, O], true);
      expect(full.shape).toEqual([O, I, H, W]);
      expect(grouped.shape).toEqual([I * O, 1, H, W]);
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++)
          for (let i = 0; i < I; i++)
            for (let o = 0; o < O; o++) {
              const value = given[((h * W + w) * I + i) * O + o];
              if (full.data[((o * I + i) * H + h) * W + w] !== value)
                expect.fail(`[${h}, ${w}, ${i}, ${o}] is elsewhere`);
              if (grouped.data[((i * O + o) * H + h) * W + w] !== value)
                expect.fail(`depthwise [${h}, ${w}, ${i}, ${o}] is elsewhere`);
            }
    }),
    { numRuns: 1000 },
  );
});

test("what has its channels first, or no places, stays as it is, in a copy", () => {
  const given = counting([2, 3, 4, 5]);
  const first = activationStatistic(given, [2, 3, 4, 5], true);
  expect(first).toEqual({ shape: [2, 3, 4, 5], data: given });
  expect(first.data).not.toBe(given);
  expect(activationStatistic(counting([2, 3]), [2, 3], false)).toEqual({ shape: [2, 3], data: counting([2, 3]) });
  expect(kernelStatistic(counting([3]), [3], false)).toEqual({ shape: [3], data: counting([3]) });
});

test("other ranks follow the same rule: a dense kernel is [out, in], a 1-D convolution's [out, in, width]", () => {
  expect(kernelStatistic(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], false)).toEqual({
    shape: [3, 2],
    data: Float32Array.of(1, 4, 2, 5, 3, 6),
  });
  expect(kernelStatistic(counting([2, 1, 2]), [2, 1, 2], false)).toEqual({
    shape: [2, 1, 2],
    data: Float32Array.of(0, 2, 1, 3),
  });
  expect(activationStatistic(counting([1, 2, 2]), [1, 2, 2], false)).toEqual({
    shape: [1, 2, 2],
    data: Float32Array.of(0, 2, 1, 3),
  });
});
