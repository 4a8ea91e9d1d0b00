import { useBackend } from "@eznas/kernels";
import { tidy, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { addNoise, extendOps, normalInit, ops } from "../src/index.ts";

/** A generator of 32 bits, seeded. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

beforeAll(() => useBackend("cpu"));

test.each([
  ["addNoise", addNoise, 0.1],
  ["normalInit", normalInit, 1],
] as const)(
  "%s gives deviates of its variance, other ones each time, the same for the same seed",
  (_, make, variance) => {
    const values = (kernel: ReturnType<typeof make>["kernel"]) =>
      tidy(() => {
        const result = kernel(zeros([200, 50]));
        expect(result.shape).toEqual([200, 50]);
        return Array.from(result.dataSync());
      });
    const noisy = make(seeded(1));
    const first = values(noisy.kernel);
    const mean = first.reduce((a, b) => a + b) / first.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(first.reduce((all, x) => all + (x - mean) ** 2, 0) / first.length / variance).toBeCloseTo(1, 1);
    expect(values(noisy.kernel)).not.toEqual(first);
    expect(values(make(seeded(1)).kernel)).toEqual(first);
    expect(noisy.latex("x")).toContain("x");
  },
);

test("neither is among the 34; a table has them when it is given them", () => {
  expect("addNoise" in ops || "normalInit" in ops).toBe(false);
  expect(extendOps(ops, { normalInit: normalInit(seeded(2)) }).normalInit.name).toBe("normalInit");
});
