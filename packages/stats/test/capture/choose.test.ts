import { captureEngine, engineFor, engineForMany } from "@eznas/engine";
import { useBackend } from "@eznas/kernels";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { capture, randomInputs } from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";
import { seededRng } from "../seeded-rng.ts";

beforeAll(() => useBackend("wasm"));
afterEach(() => vi.unstubAllEnvs());

test("auto is one engine that stays, tfjs none, and an engine of one's own itself", () => {
  vi.stubEnv("EZNAS_SIMD", undefined);
  const mine = captureEngine();
  expect(engineFor("auto")).toBe(engineFor("simd"));
  expect(engineFor("tfjs")).toBeUndefined();
  expect(engineFor(mine)).toBe(mine);
});

test("with EZNAS_SIMD=0 auto is tfjs, and so is the engine for many; who names SIMD gets it", () => {
  vi.stubEnv("EZNAS_SIMD", "0");
  expect(engineFor("auto")).toBeUndefined();
  expect(engineForMany()).toBe("tfjs");
  expect(engineFor("simd")).toBeDefined();
});

test("the engine for many gives each network what it gets alone", async () => {
  vi.stubEnv("EZNAS_SIMD", undefined);
  const inputs = randomInputs([2, 8, 8, 3], seededRng(5));
  const engine = engineForMany();
  for (const seed of [1, 2, 3]) {
    const model = tinyModel({ seed });
    const alone = await capture(model, inputs);
    expect(await capture(model, inputs, { engine })).toEqual(alone);
    model.dispose();
  }
});
