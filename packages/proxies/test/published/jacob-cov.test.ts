import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { jacobCov } from "../../src/index.ts";
import { chain, conv, headed, imagesOf, layer, relu, residual } from "../models.ts";
import { scored } from "../scored.ts";

beforeAll(() => useBackend("cpu"));

const k = 1e-5;
const term = (value: number): number => -(Math.log(value + k) + 1 / (value + k));

test("images whose gradients are one and the same have the eigenvalues n and 0", async () => {
  const model = headed(conv("c", 4), { units: 2 }); // linear: the gradient is that of any image
  const n = 3;
  expect((await scored(jacobCov(), model, { images: imagesOf(n) })) / (term(n) + (n - 1) * term(0))).toBeCloseTo(1, 5);
});

test("it is far better where the images' gradients differ", async () => {
  const model = headed((x) => chain(x, conv("c", 8), relu("r"), conv("d", 8), relu("s")));
  const same = imagesOf(1);
  const twice = { shape: [2, 6, 6, 2], data: Float32Array.of(...same.data, ...same.data) };
  expect(await scored(jacobCov(), model, { images: imagesOf(2) })).toBeGreaterThan(-1e4);
  expect(await scored(jacobCov(), model, { images: twice })).toBeLessThan(-9e4);
});

test("it has no score where an image's gradient vanishes", async () => {
  const model = headed((x) => chain(x, layer(layers.rescaling({ scale: 0 }))));
  expect(await jacobCov().score(model, { images: imagesOf(3) }, Math.random)).toMatchObject({
    ok: false,
    reason: "non-finite",
  });
});

test("it does not depend on the head's scale", async () => {
  const model = residual();
  const batch = { images: imagesOf(4) };
  const before = await scored(jacobCov(), model, batch);
  const [kernel, bias] = model.getLayer("head").getWeights();
  model.getLayer("head").setWeights([tf.mul(kernel!, 4), bias!]);
  expect(await scored(jacobCov(), model, batch)).toBeCloseTo(before, 3);
});
