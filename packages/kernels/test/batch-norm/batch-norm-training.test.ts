import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { batchNormTraining, registerGradientKernels, useBackend } from "../../src/index.ts";
import { agreesWithCpu, randomValues } from "../../src/testing.ts";

let before: number;
beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm");
});
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

/** The textbook's way, by tfjs's own gradients. */
function textbook(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, axis: number, epsilon: number): tf.Tensor {
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const perChannel = x.shape.map((size, i) => (i === axis ? size : 1));
  const { mean, variance } = tf.moments(x, others, true);
  const unit = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(unit, tf.reshape(gamma, perChannel)), tf.reshape(beta, perChannel));
}

const cases = fc.record({
  shape: fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 37 })),
    fc.tuple(...[2, 5, 5, 19].map((max) => fc.integer({ min: 1, max }))),
  ),
  scaled: fc.boolean(),
  shifted: fc.boolean(),
  channelsFirst: fc.boolean(),
  values: randomValues(),
});

describe.each([{ simd: true }, { simd: false }])("with %o", (options) => {
  beforeAll(() => registerGradientKernels(options));

  test("batchNormTraining and its gradients are the textbook's on the cpu backend", () => {
    fc.assert(
      fc.property(cases, ({ shape, scaled, shifted, channelsFirst, values }) => {
        const axis = channelsFirst ? 1 : shape.length - 1;
        const channels = [shape[axis]!];
        const epsilon = 0.01;
        const inputs = [values(shape), values(channels), values(channels), values(shape)];
        agreesWithCpu(inputs, (tensors) =>
          tf.tidy(() => {
            const [x, gamma, beta, dy] = tensors as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
            const neutral = [scaled ? gamma : tf.onesLike(gamma), shifted ? beta : tf.zerosLike(beta)] as const;
            const f = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
              tf.getBackend() === "cpu"
                ? textbook(x, scaled ? gamma : neutral[0], shifted ? beta : neutral[1], axis, epsilon)
                : batchNormTraining(x, {
                    gamma: scaled ? gamma : undefined,
                    beta: shifted ? beta : undefined,
                    axis,
                    epsilon,
                  });
            const given = [x, ...(scaled ? [gamma] : []), ...(shifted ? [beta] : [])];
            const { value, grads } = tf.valueAndGrads((...args: tf.Tensor[]) => {
              const [x, ...rest] = args as [tf.Tensor, ...tf.Tensor[]];
              return f(x, scaled ? rest.shift()! : gamma, shifted ? rest.shift()! : beta);
            })(given, dy);
            return [value, ...grads];
          }),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

test("without a gradient to compute it leaves the output alone behind", () => {
  const x = tf.ones([4, 3]);
  const y = batchNormTraining(x);
  expect([...y.dataSync()]).toEqual(Array(12).fill(0));
  tf.dispose([x, y]);
});

test("batchNormTraining refuses a scale for other channels, and an axis outside", () => {
  const [x, gamma] = [tf.ones([2, 3]), tf.ones([2])];
  expect(() => batchNormTraining(x, { gamma })).toThrow("batchNormTraining: gamma has 2 values for 3 channels");
  expect(() => batchNormTraining(x, { axis: 2 })).toThrow("batchNormTraining: axis 2 is outside a tensor of rank 2");
  tf.dispose([x, gamma]);
});
