import { describe, expect, test } from "vitest";
import { batchInputs, randomInputs, type Statistic } from "../src/index.ts";
import { seededRng } from "./seeded-rng.ts";

const moments = (data: Float32Array): { mean: number; variance: number } => {
  const mean = data.reduce((a, b) => a + b, 0) / data.length;
  return { mean, variance: data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length };
};

const difference = (a: Statistic, b: Statistic): Float32Array => a.data.map((x, i) => x - b.data[i]!);

describe("randomInputs", () => {
  const shape = [4, 32, 32, 3];
  const { D, N, P } = randomInputs(shape, seededRng(1));

  test("D and N are standard normal and independent of each other", () => {
    for (const { data } of [D, N]) {
      const { mean, variance } = moments(data);
      expect(Math.abs(mean)).toBeLessThan(0.04);
      expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    }
    const product = D.data.map((x, i) => x * N.data[i]!);
    expect(Math.abs(moments(product).mean)).toBeLessThan(0.04);
  });

  test("P is D with noise of variance 0.01", () => {
    const { mean, variance } = moments(difference(P, D));
    expect(Math.abs(mean)).toBeLessThan(0.004);
    expect(Math.abs(variance - 0.01)).toBeLessThan(0.0006);
  });

  test("all have the shape asked for, whose array is not the caller's", () => {
    for (const each of [D, N, P]) {
      expect(each.shape).toEqual(shape);
      expect(each.data.length).toBe(4 * 32 * 32 * 3);
    }
    expect(D.shape).not.toBe(shape);
  });

  test("the same rng gives the same inputs, another gives others", () => {
    expect(randomInputs(shape, seededRng(1))).toEqual({ D, N, P });
    expect(randomInputs(shape, seededRng(2)).D.data).not.toEqual(D.data);
  });

  test.each([[[]], [[3]], [[1, 0, 3]], [[1, 2.5]], [[-1, 4]], [[Number.NaN, 4]]])("refuses the shape %j", (bad) => {
    expect(() => randomInputs(bad, Math.random)).toThrow(RangeError);
  });
});

describe("batchInputs", () => {
  const batch = { shape: [1, 2, 2, 1], data: Float32Array.of(1, 2, 3, 4) };

  test("D is the batch itself, which is not written to", () => {
    const { D, N, P } = batchInputs(batch, seededRng(1));
    expect(D).toBe(batch);
    expect([...batch.data]).toEqual([1, 2, 3, 4]);
    expect([N.shape, P.shape]).toEqual([batch.shape, batch.shape]);
    expect(difference(P, D).every((x) => x !== 0 && Math.abs(x) < 1)).toBe(true);
  });

  test("refuses a batch whose data does not fill its shape", () => {
    expect(() => batchInputs({ ...batch, shape: [1, 2, 2, 3] }, Math.random)).toThrow(
      /has 12 values, but its data has 4/,
    );
    expect(() => batchInputs({ shape: [0, 2], data: new Float32Array(0) }, Math.random)).toThrow(RangeError);
  });
});
