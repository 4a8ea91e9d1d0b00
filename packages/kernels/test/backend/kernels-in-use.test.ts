import { afterEach, expect, test, vi } from "vitest";
import { Arena, exp } from "../../src/expression.ts";
import { kernelsInUse } from "../../src/index.ts";
import { trainingKernels } from "../../src/training.ts";
import { trainingRelaxed } from "../../src/wasm/training-relaxed.ts";
import { uniform } from "../training/arena.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const validates = (text: string): boolean =>
  WebAssembly.validate(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));

test("the relaxed build is in use exactly where the engine accepts it", () => {
  vi.stubEnv("EZNAS_SIMD", undefined);
  expect(kernelsInUse()).toBe(validates(trainingRelaxed) ? "relaxed" : "plain");
});

test.each([
  ["plain", "plain"],
  ["0", "off"],
])("under EZNAS_SIMD=%s it is %s", (setting, build) => {
  vi.stubEnv("EZNAS_SIMD", setting);
  expect(kernelsInUse()).toBe(build);
});

/** A product and exponentials by the build that is the default. */
function computed(options?: { relaxedSimd: boolean }): readonly Float32Array[] {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const { gemm } = trainingKernels(memory, options);
  const values = new Float32Array(memory.buffer);
  values.set(uniform(1, 2 * 64 * 64), 0);
  gemm(0, 4 * 64 * 64, 8 * 64 * 64, 64, 64, 64);
  const arena = new Arena(options);
  const [a, out] = [arena.allocate([64]), arena.allocate([64])];
  arena.write(a, uniform(2, 64));
  exp(arena, out, a);
  return [values.slice(2 * 64 * 64, 3 * 64 * 64), arena.read(out)];
}

test.each(["plain", "relaxed"] as const)("the %s build is what runs by default where it is in use", (build) => {
  vi.stubEnv("EZNAS_SIMD", build === "plain" ? "plain" : undefined);
  if (kernelsInUse() !== build) return;
  expect(computed()).toEqual(computed({ relaxedSimd: build === "relaxed" }));
});
