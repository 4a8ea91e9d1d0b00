import { useBackend } from "@eznas/kernels";
import { beforeAll, describe, expect, test } from "vitest";
import { plain } from "../../src/index.ts";
import { kernelGradients } from "../../src/network/loss.ts";
import { networkOf } from "../../src/network/network.ts";
import { imagesOf, normalized, residual } from "../models.ts";
import { scored } from "../scored.ts";

const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("it is Σ w · ∂L/∂w, of which the kernels before batch norms make nothing", async () => {
    const model = residual();
    const parts = kernelGradients(networkOf(model), batch, {}).map(({ names, weights, gradient }) => ({
      name: names[0]!,
      value: weights.reduce((sum, weight, i) => sum + weight * gradient[i]!, 0),
    }));
    const sum = parts.reduce((total, { value }) => total + value, 0);
    expect(await scored(plain(), model, batch)).toBeCloseTo(sum, 5);
    const left = parts.filter(({ value }) => Math.abs(value) > 1e-5).map(({ name }) => name);
    expect(left).toEqual(["c3", "head"]);
  });

  test("where all kernels are before batch norms, the sum is rounding, and that is no score", async () => {
    const layers = (name: string) => name !== "head";
    expect(await plain({ layers }).score(normalized(), batch, Math.random)).toMatchObject({
      ok: false,
      reason: "vanished-gradient",
      detail: expect.stringMatching(/does not depend on the scale of its kernels/),
    });
    expect(await scored(plain(), normalized(), batch)).not.toBe(0);
  });
});
