import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { zen } from "../../src/index.ts";
import { zenScore } from "../../src/published/zen.ts";
import { add, bn, chain, conv, headed, imagesOf, layer, normalized } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("cpu"));
const batch = { images: imagesOf(4) };

test("the model's own weights do not count unless asked for", async () => {
  const model = normalized();
  const [drawn, own] = [await scored(zen(), model, batch), await scored(zen({ weights: "own" }), model, batch)];
  for (const weight of model.weights) weight.write(tf.tidy(() => tf.mul(weight.read(), 2)));
  expect(await scored(zen(), model, batch)).toBe(drawn);
  expect(await scored(zen({ weights: "own" }), model, batch)).not.toBeCloseTo(own, 1);
});

test("a kernel's scale goes from the batch norm's output into its deviation", () => {
  // Linear up to the norm: ‖Δ‖ does not depend on the scale, the deviation is proportional to it.
  const model = headed((x) => chain(x, conv("c", 4), bn("n")));
  const [x, epsilon] = [imagesOf(4), imagesOf(4, [6, 6, 2], 2)];
  const before = zenScore(model, x, epsilon, 0.01) as number;
  const kernel = model.getLayer("c").weights[0]!;
  kernel.write(tf.tidy(() => tf.mul(kernel.read(), 8)));
  expect((zenScore(model, x, epsilon, 0.01) as number) - before).toBeCloseTo(Math.log(8), 3);
});

test("ten times the perturbation is a log 10 more, nearly", async () => {
  const model = normalized();
  const [small, large] = [
    await scored(zen({ gamma: 1e-3 }), model, batch),
    await scored(zen({ gamma: 1e-2 }), model, batch),
  ];
  expect(large - small).toBeCloseTo(Math.log(10), 1);
});

test("a batch norm behind zeros adds nothing", async () => {
  const model = headed((x) => add("sum", x, chain(x, layer(layers.rescaling({ scale: 0 })), conv("c", 2), bn("n"))));
  const without = headed((x) => x);
  expect(await scored(zen({ weights: "own" }), model, batch)).toBeCloseTo(
    await scored(
      zen({ weights: "own" }),
      without.layers.length ? headed((x) => chain(x, layer(layers.activation({ activation: "linear" })))) : without,
      batch,
    ),
    5,
  );
});

test("a network without maps has none", async () => {
  const model = sequential({ layers: [layers.flatten({ inputShape: [6, 6, 2] }), layers.dense({ units: 3 })] });
  expect(await zen().score(model, batch, Math.random)).toMatchObject({ ok: false, reason: "inapplicable" });
});
