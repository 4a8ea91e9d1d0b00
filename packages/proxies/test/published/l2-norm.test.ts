import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { l2Norm } from "../../src/index.ts";
import { headed, imagesOf, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("cpu"));
const batch = { images: imagesOf(1) };

test("it is the sum over kernels of their norms, and biases, γ and β do not count", async () => {
  const model = residual();
  const kernels = model.weights.filter(({ shape }) => shape.length > 1);
  const norms = kernels.map((kernel) => Math.hypot(...(kernel.read().dataSync() as Float32Array)));
  expect(await scored(l2Norm(), model, batch)).toBeCloseTo(
    norms.reduce((sum, norm) => sum + norm, 0),
    4,
  );
  expect(kernels.length).toBeLessThan(model.weights.length);
});

test("a kernel that is twice as large adds its norm once more", async () => {
  const model = residual();
  const one = l2Norm({ layers: (name) => name === "c1" });
  const [before, of] = [await scored(l2Norm(), model, batch), await scored(one, model, batch)];
  const c1 = model.getLayer("c1").weights[0]!;
  c1.write(tf.mul(c1.read(), 2));
  expect(await scored(l2Norm(), model, batch)).toBeCloseTo(before + of, 4);
});

test("a network without kernels has none", async () => {
  const none = l2Norm({ layers: (name) => name === "nowhere" });
  expect(
    await none.score(
      headed((x) => x),
      batch,
      Math.random,
    ),
  ).toMatchObject({ reason: "inapplicable" });
});
