import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { replaceReluGradient } from "../../src/gradients/relu.ts";
import { registerGradientKernels, useBackend } from "../../src/index.ts";
import { agreesWithCpu, randomValues } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm");
});

const gradient = (x: tf.Tensor, dy: tf.Tensor) => tf.tidy(() => tf.grad((x) => tf.relu(x))(x, dy));

describe.each([{ simd: true }, { simd: false }])("with %o", (options) => {
  beforeAll(() => registerGradientKernels(options));

  test("the gradient of ReLU agrees with the cpu backend's", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), randomValues(), (size, values) =>
        agreesWithCpu([values([size]), values([size])], ([x, dy]) => [gradient(x!, dy!)]),
      ),
      { numRuns: 1000 },
    );
  });

  test("it is 0 at 0 and below, and NaN where the input is", () => {
    const x = tf.tensor1d([0, -0, -1, Number.NaN, 1e-30]);
    const dy = tf.tensor1d([5, 5, 5, 5, 5]);
    const dx = gradient(x, dy);
    expect([...dx.dataSync()].map(Math.abs)).toEqual([0, 0, 0, Number.NaN, 5]);
    tf.dispose([x, dy, dx]);
  });
});

test("replacing it twice replaces it once", () => {
  const before = tf.getGradient(tf.Relu);
  replaceReluGradient();
  expect(tf.getGradient(tf.Relu)).toBe(before);
});
