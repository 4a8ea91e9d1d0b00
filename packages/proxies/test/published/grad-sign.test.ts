import { useBackend } from "@eznas/kernels";
import { beforeAll, describe, expect, test } from "vitest";
import { gradSign } from "../../src/index.ts";
import { cut } from "../../src/network/cut.ts";
import { kernelGradients } from "../../src/network/loss.ts";
import { networkOf } from "../../src/network/network.ts";
import { conv, headed, imagesOf, residual } from "../models.ts";
import { scored } from "../scored.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("it is Σ |Σ sign| over the gradients of each image's own loss", async () => {
    const model = residual();
    const batch = { images: imagesOf(5), labels: [0, 1, 2, 2, 1] };
    const signs = cut(batch, 5).map((image) =>
      kernelGradients(networkOf(model), image, {}).flatMap(({ gradient }) => Array.from(gradient, Math.sign)),
    );
    const sums = signs[0]!.map((_, i) => signs.reduce((sum, of) => sum + of[i]!, 0));
    const expected = sums.reduce((sum, each) => sum + Math.abs(each), 0);
    // A gradient next to 0 may have either sign.
    expect(Math.abs((await scored(gradSign(), model, batch)) / expected - 1)).toBeLessThan(0.01);
  });

  test("one image agrees with itself in every weight, and images alike in every weight as often as there are", async () => {
    const model = residual();
    const { data } = imagesOf(1);
    const weights = model.weights.reduce(
      (sum, { shape }) => sum + (shape.length > 1 ? shape.reduce<number>((size, each) => size * each!, 1) : 0),
      0,
    );
    const one = await scored(gradSign(), model, { images: imagesOf(1), labels: [1] });
    expect(one).toBeLessThanOrEqual(weights);
    expect(one).toBeGreaterThan(0.9 * weights);
    const images = { shape: [3, 6, 6, 2], data: Float32Array.of(...data, ...data, ...data) };
    expect(await scored(gradSign(), model, { images, labels: [1, 1, 1] })).toBe(3 * one);
  });

  test("images of two classes whose losses pull apart agree in nothing", async () => {
    const model = headed(conv("c", 3), { units: 2 });
    const { data } = imagesOf(1);
    const images = { shape: [2, 6, 6, 2], data: Float32Array.of(...data, ...data) };
    expect(await gradSign().score(model, { images, labels: [0, 1] }, Math.random)).toMatchObject({
      reason: "inapplicable",
    });
  });
});
