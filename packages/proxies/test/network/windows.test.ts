import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { averagePoolSame, separable, spreadKernel } from "../../src/network/windows.ts";
import { imagesOf } from "../models.ts";

const tensorOf = (shape: number[], seed = 1): tf.Tensor4D => {
  const rng = seeded(seed);
  return tf.tensor4d(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => rng() - 0.5),
    shape as never,
  );
};

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("a spread kernel convolves as a dilated one does", () => {
    const cases = fc.record({
      size: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      rates: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      padding: fc.constantFrom("same", "valid"),
    });
    fc.assert(
      fc.property(cases, ({ size, rates, padding }) => {
        tf.tidy(() => {
          const [x, kernel] = [tensorOf([1, 9, 8, 2]), tensorOf([...size, 2, 3], 2)];
          const expected = tf.conv2d(x, kernel, 1, padding, "NHWC", rates);
          const spread = tf.conv2d(x, spreadKernel(kernel, rates), 1, padding);
          expect(spread.shape).toEqual(expected.shape);
          expect(tf.max(tf.abs(tf.sub(spread, expected))).dataSync()[0]).toBeLessThan(1e-5);
        });
      }),
      { numRuns: 50 },
    );
  });

  test("average pooling counts what is inside, forward and backward", () => {
    tf.tidy(() => {
      const x = tensorOf([2, 5, 6, 3]);
      for (const [size, stride] of [
        [3, 1],
        [3, 2],
        [2, 2],
        [2, 3],
      ] as const) {
        const pooled = averagePoolSame(x, [size, size], [stride, stride]);
        const expected = tf.avgPool(x, size, stride, "same");
        expect(tf.max(tf.abs(tf.sub(pooled, expected))).dataSync()[0]).toBeLessThan(1e-6);
        // The average is linear: its gradient by a pixel is what it makes of that pixel's unit, summed.
        const gradient = tf.grad((y) => tf.sum(averagePoolSame(y as tf.Tensor4D, [size, size], [stride, stride])))(x);
        const byUnits = Array.from({ length: 30 }, (_, pixel) => {
          const unit = tf.tensor4d(
            Float32Array.from({ length: 30 }, (_, i) => Number(i === pixel)),
            [1, 5, 6, 1],
          );
          return tf.sum(tf.avgPool(unit, size, stride, "same")).dataSync()[0]!;
        });
        const first = tf.slice(gradient, [0, 0, 0, 0], [1, 5, 6, 1]).dataSync();
        for (const [i, value] of byUnits.entries()) expect(first[i]).toBeCloseTo(value, 5);
      }
    });
  });

  test("the two convolutions of a separable one make up tfjs's", () => {
    tf.tidy(() => {
      const { shape, data } = imagesOf(2, [6, 5, 2]);
      const x = tf.tensor4d(data, shape as never);
      const [depthwise, pointwise] = [tensorOf([3, 3, 2, 2], 3), tensorOf([1, 1, 4, 3], 4)];
      for (const rate of [1, 2] as const) {
        const two = separable({ strides: [1, 1], padding: "same", dilationRate: [rate, rate] });
        const y = two.pointwise(two.depthwise(x, depthwise), pointwise, tf.tensor1d([1, 2, 3]));
        const expected = tf.add(tf.separableConv2d(x, depthwise, pointwise, 1, "same", rate), tf.tensor1d([1, 2, 3]));
        expect(tf.max(tf.abs(tf.sub(y, expected))).dataSync()[0]).toBeLessThan(1e-5);
      }
    });
  });
});
