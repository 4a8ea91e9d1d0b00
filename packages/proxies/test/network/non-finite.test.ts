import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { meco, naswot, swap, zen, zico } from "../../src/index.ts";
import { nonFinite, nonFiniteTensor } from "../../src/network/non-finite.ts";
import { imagesOf, residual } from "../models.ts";

const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("a tensor is judged as its numbers are, also where their sum overflows", () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 40 }), (numbers) => {
        const tensor = tf.tensor(numbers);
        const judged = nonFiniteTensor("outputs", "conv", tensor);
        tensor.dispose();
        expect(judged).toEqual(nonFinite("outputs", "conv", numbers));
        expect(judged === undefined).toBe(numbers.every(Number.isFinite));
      }),
    );
    const huge = tf.fill([4], 3e38);
    expect(nonFiniteTensor("outputs", "conv", huge)).toBeUndefined();
    huge.dispose();
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "a weight of %d is a failure that names its layer",
    async (weight) => {
      const model = residual();
      const kernel = model.getLayer("c1").weights[0]!;
      const values = Float32Array.from(kernel.read().dataSync());
      values[3] = weight;
      kernel.write(tf.tensor(values, kernel.read().shape));
      for (const proxy of [naswot(), swap(), meco(), zico(), zen({ weights: "own" })]) {
        const score = await proxy.score(model, batch, Math.random);
        expect(score, proxy.name).toMatchObject({ ok: false, reason: "non-finite" });
        expect(!score.ok && score.detail, proxy.name).toMatch(
          /^the (outputs|weights) of layer "c1" hold (-?Infinity|NaN)$/,
        );
      }
    },
  );
});
