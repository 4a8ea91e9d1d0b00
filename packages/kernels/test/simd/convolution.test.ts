import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";
import { agreesWithCpu, convolutions, randomValues } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm", { simd: true });
});

test("a convolution agrees with the cpu backend's", () => {
  fc.assert(
    fc.property(
      convolutions({ maxDilation: 3 }),
      randomValues(),
      ({ input, filter, strides, dilations, pad }, values) => {
        agreesWithCpu([values(input), values(filter)], ([x, weight]) => [
          tf.conv2d(x as tf.Tensor4D, weight as tf.Tensor4D, strides, pad, "NHWC", dilations),
        ]);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a convolution with bias and activation agrees with the cpu backend's", () => {
  const activations = fc.constantFrom("linear", "relu", "relu6", "sigmoid", "elu", "leakyrelu", "prelu");
  fc.assert(
    fc.property(
      convolutions(),
      activations,
      fc.boolean(),
      randomValues(),
      ({ input, filter, strides, pad }, activation, biased, values) => {
        agreesWithCpu([values(input), values(filter), values([filter[3]])], ([x, weight, bias]) => [
          tf.fused.conv2d({
            x: x as tf.Tensor4D,
            filter: weight as tf.Tensor4D,
            strides,
            pad: pad as "valid",
            activation: activation as "linear",
            leakyreluAlpha: 0.3,
            ...(activation === "prelu" && { preluActivationWeights: bias! }),
            ...(biased && { bias: bias! }),
          }),
        ]);
      },
    ),
    { numRuns: 1000 },
  );
});

test("images with channels first are left to the stock kernel, which refuses them", () => {
  const x: tf.Tensor4D = tf.ones([1, 2, 4, 4]);
  const filter: tf.Tensor4D = tf.ones([3, 3, 2, 2]);
  expect(() => tf.conv2d(x, filter, 1, "same", "NCHW")).toThrow("does not support dataFormat");
  tf.dispose([x, filter]);
});

test("memory is neither leaked nor kept beyond the scratch block", () => {
  const x: tf.Tensor4D = tf.randomNormal([4, 32, 32, 16]);
  const filter: tf.Tensor4D = tf.randomNormal([3, 3, 16, 16]);
  const step = () =>
    tf.dispose(tf.valueAndGrads((x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, "same"))([x, filter]).grads);
  tf.tidy(step);
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  const before = { bytes: wasm.HEAPU8.length, tensors: tf.memory().numTensors, numDataIds: tf.backend().numDataIds() };
  for (let i = 0; i < 100; i++) tf.tidy(step);
  expect({ bytes: wasm.HEAPU8.length, tensors: tf.memory().numTensors, numDataIds: tf.backend().numDataIds() }).toEqual(
    before,
  );
  tf.dispose([x, filter]);
});

test("a depthwise convolution, with bias and activation too, agrees with the cpu backend's", () => {
  fc.assert(
    fc.property(
      convolutions({ depthwise: true, maxDilation: 3 }),
      randomValues(),
      ({ input, filter, output, strides, dilations, pad }, values) => {
        agreesWithCpu([values(input), values(filter), values([output[3]])], ([x, weight, bias]) => {
          const [image, taps] = [x, weight] as [tf.Tensor4D, tf.Tensor4D];
          const fused = { x: image, filter: taps, strides, pad: pad as "valid", dilations, bias: bias! };
          return [
            tf.depthwiseConv2d(image, taps, strides, pad, "NHWC", dilations),
            tf.fused.depthwiseConv2d({ ...fused, activation: "relu" }),
          ];
        });
      },
    ),
    { numRuns: 1000 },
  );
});

// The sizes of NAS-Bench-201, which the cpu backend takes seconds for; backend-wasm's own kernels are the measure.
test.each<[number, number, number, number, number]>([
  [32, 3, 16, 3, 1],
  [32, 16, 16, 3, 1],
  [16, 32, 32, 3, 1],
  [8, 64, 64, 3, 1],
  [8, 64, 64, 1, 1],
  [32, 16, 32, 3, 2],
])(
  "at %i² × %i → %i, %i×%i filters, values and gradients are those without SIMD",
  async (size, from, to, taps, stride) => {
    const x: tf.Tensor4D = tf.randomNormal([2, size, size, from], 0, 1, "float32", 1);
    const filter: tf.Tensor4D = tf.randomNormal([taps, taps, from, to], 0, 1, "float32", 2);
    const dy: tf.Tensor4D = tf.randomNormal([2, size / stride, size / stride, to], 0, 1, "float32", 3);
    const results = () =>
      tf.tidy(() => {
        const convolve = (x: tf.Tensor, f: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, stride, "same");
        const { value, grads } = tf.valueAndGrads(convolve)([x, filter], dy);
        return [value, ...grads].map((tensor) => tensor.dataSync<"float32">());
      });
    const fast = results();
    await useBackend("wasm", { simd: false });
    const slow = results();
    await useBackend("wasm", { simd: true });
    for (const [at, values] of fast.entries()) {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const error = values.reduce((most, value, i) => Math.max(most, Math.abs(value - slow[at]![i]!)), 0);
      expect(error / largest).toBeLessThan(1e-5);
    }
    tf.dispose([x, filter, dy]);
  },
);
