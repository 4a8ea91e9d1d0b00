import { afterEach, expect, test, vi } from "vitest";
import { completeOptions } from "../../src/simd/options.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test("plain SIMD is the default", () => {
  vi.stubEnv("EZNAS_SIMD", undefined);
  expect(completeOptions({})).toEqual({ simd: true, relaxedSimd: false });
});

test("EZNAS_SIMD=0 turns it off, unless an option says otherwise", () => {
  vi.stubEnv("EZNAS_SIMD", "0");
  expect(completeOptions({})).toEqual({ simd: false, relaxedSimd: false });
  expect(completeOptions({ simd: true, relaxedSimd: true })).toEqual({ simd: true, relaxedSimd: true });
});

test("a browser has no environment to ask", () => {
  vi.stubGlobal("process", undefined);
  expect(completeOptions({}).simd).toBe(true);
});
