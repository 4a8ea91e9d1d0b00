import { afterEach, expect, test, vi } from "vitest";
import { kernelsInUse } from "../../src/index.ts";
import { completeOptions } from "../../src/simd/options.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test("SIMD is the default, relaxed where the engine has it", () => {
  vi.stubEnv("EZNAS_SIMD", undefined);
  const relaxedSimd = kernelsInUse() === "relaxed";
  expect(completeOptions({})).toEqual({ simd: true, relaxedSimd });
});

test("EZNAS_SIMD=plain takes the plain build everywhere, unless an option says otherwise", () => {
  vi.stubEnv("EZNAS_SIMD", "plain");
  expect(completeOptions({})).toEqual({ simd: true, relaxedSimd: false });
  expect(completeOptions({ relaxedSimd: true }).relaxedSimd).toBe(true);
});

test("EZNAS_SIMD=0 turns it off, unless an option says otherwise", () => {
  vi.stubEnv("EZNAS_SIMD", "0");
  expect(completeOptions({}).simd).toBe(false);
  expect(completeOptions({ simd: true, relaxedSimd: true })).toEqual({ simd: true, relaxedSimd: true });
});

test("a browser has no environment to ask", () => {
  vi.stubGlobal("process", undefined);
  expect(completeOptions({}).simd).toBe(true);
});
