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

  test.each(["wasm", "cpu"])(
    "onMoments gets the mean and the biased variance of every channel, on %s",
    async (backend) => {
      await tf.setBackend(backend);
      fc.assert(
        fc.property(cases, ({ shape, channelsFirst, values }) => {
          const axis = channelsFirst ? 1 : shape.length - 1;
          const epsilon = 0.01;
          const told: Float32Array[][] = [];
          const [ours, theirs] = tf.tidy(() => {
            const x = tf.tensor(values(shape).data, shape);
            const onMoments = (...moments: Float32Array[]) => void told.push(moments);
            const y = batchNormTraining(x, { axis, epsilon, onMoments });
            const others = shape.map((_, i) => i).filter((i) => i !== axis);
            const { mean, variance } = tf.moments(x, others);
            return [
              [y, batchNormTraining(x, { axis, epsilon })].map((tensor) => [...tensor.dataSync()]),
              [mean, variance].map((tensor) => [...tensor.dataSync()]),
            ];
          }) as unknown as [number[][], number[][]];
          expect(ours[0]).toEqual(ours[1]);
          expect(told.length).toBe(1);
          for (const [which, expected] of theirs.entries())
            for (const [c, value] of expected.entries())
              expect(Math.abs(told[0]![which]![c]! - value)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
        }),
        { numRuns: 200 },
      );
      await tf.setBackend("wasm");
    },
  );

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

test("onMoments is told once for a value with its gradient, and owns what it gets", () => {
  const told: [Float32Array, Float32Array][] = [];
  tf.tidy(() => {
    const onMoments = (mean: Float32Array, variance: Float32Array) => void told.push([mean, variance]);
    tf.valueAndGrad((x) => batchNormTraining(x, { onMoments }))(tf.tensor2d([1, 10, 3, 30], [2, 2]));
  });
  expect(told.length).toBe(1);
  expect([...told[0]![0]]).toEqual([2, 20]);
  expect(told[0]![1][0]).toBeCloseTo(1, 4);
  expect(told[0]![1][1]).toBeCloseTo(100, 2);
});

test("batchNormTraining refuses a scale for other channels, and an axis outside", () => {
  const [x, gamma] = [tf.ones([2, 3]), tf.ones([2])];
  expect(() => batchNormTraining(x, { gamma })).toThrow("batchNormTraining: gamma has 2 values for 3 channels");
  expect(() => batchNormTraining(x, { axis: 2 })).toThrow("batchNormTraining: axis 2 is outside a tensor of rank 2");
  tf.dispose([x, gamma]);
});
