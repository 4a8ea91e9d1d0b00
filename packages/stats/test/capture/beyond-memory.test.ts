import { captureEngine, engineForMany } from "@eznas/engine";
import { OutOfMemory, simdByDefault, useBackend } from "@eznas/kernels";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capture, captureInterSample, type Inputs, randomInputs } from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";

let model: LayersModel;

/** Pages that nobody touches cost the machine nothing. */
function untouched(batch: number): Inputs {
  const D = { shape: [batch, 8, 8, 3], data: new Float32Array(batch * 192) };
  return { D, N: D, P: D };
}

/** Without the engine's plan, the tape is what is estimated: it takes less at a time, and has all of the machine's memory on cpu. */
const engines = simdByDefault();
const backends = engines ? (["wasm", "cpu"] as const) : (["wasm"] as const);
const [tooMany, more] = engines ? [1_000_000, 4_000_000] : [4_000_000, 4_000_000];

const largestIn = (message: string): number => Number(/the largest batch that fits is (\d+)$/.exec(message)![1]);

describe.each(backends)("on the backend %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
    model = tinyModel();
  });
  afterAll(() => useBackend("wasm"));

  test.each([
    ["auto", "auto"],
    ["an engine of one's own", captureEngine()],
    ["engineForMany", engineForMany()],
  ] as const)("%s refuses a batch before anything is computed, and names the largest", async (_, engine) => {
    const refused = await capture(model, untouched(tooMany), { engine }).catch((error: unknown) => error as Error);
    expect(refused).toBeInstanceOf(OutOfMemory);
    const { message } = refused as Error;
    expect(message).toMatch(
      new RegExp(`^capture: a batch of ${tooMany} takes about \\d+\\.\\d GiB, .* the largest batch that fits is \\d+$`),
    );
    expect(largestIn(message)).toBeGreaterThan(1000);
    expect(largestIn(message)).toBeLessThan(tooMany);
  });

  test("so does tfjs's tape", async () => {
    const refused = capture(model, untouched(more), { engine: "tfjs" });
    await expect(refused).rejects.toThrow(OutOfMemory);
    await expect(refused).rejects.toThrow("the largest batch that fits is");
  });

  test("and statistics between samples", async () => {
    const refused = captureInterSample(model, untouched(tooMany), { statistics: ["JX_D"] });
    await expect(refused).rejects.toThrow(OutOfMemory);
  });
});

test("inputs that the machine has no room for are not drawn", () => {
  const draw = (): number => {
    throw new Error("drawn");
  };
  expect(() => randomInputs([100_000_000, 32, 32, 3], draw)).toThrow(OutOfMemory);
  expect(() => randomInputs([100_000_000, 32, 32, 3], draw)).toThrow("the largest batch that fits is");
});
