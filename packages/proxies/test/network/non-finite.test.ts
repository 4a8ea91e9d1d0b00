import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { meco, naswot, swap, zen, zico } from "../../src/index.ts";
import { imagesOf, residual } from "../models.ts";

const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

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
