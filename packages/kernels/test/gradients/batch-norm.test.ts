import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";
import { registerGradientKernels, useBackend } from "../../src/index.ts";
import { agreesWithCpu, randomValues } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm");
});

describe.each([{ simd: true }, { simd: false }])("with %o", (options) => {
  beforeAll(() => registerGradientKernels(options));

  test("the gradients of tf.batchNorm agree with the cpu backend's, by all of its inputs", () => {
    const shapes = fc
      .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })
      .chain((outer) => fc.integer({ min: 1, max: 9 }).map((channels) => [...outer, channels]));
    fc.assert(
      fc.property(shapes, fc.boolean(), randomValues(), (shape, perElement, values) => {
        // tfjs also takes statistics of the shape of x, which none of its layers does.
        const statistics = perElement && shape.length === 4 ? shape : shape.slice(-1);
        const parts = [shape, ...Array(4).fill(statistics), shape] as number[][];
        agreesWithCpu(parts.map(values), (tensors) =>
          tf.tidy(() => {
            const [x, mean, root, offset, scale, dy] = tensors as [
              tf.Tensor,
              tf.Tensor,
              tf.Tensor,
              tf.Tensor,
              tf.Tensor,
              tf.Tensor,
            ];
            const variance = tf.square(root);
            return tf.grads((...[x, mean, variance, offset, scale]: tf.Tensor[]) =>
              tf.batchNorm(
                x!,
                mean as tf.Tensor1D,
                variance as tf.Tensor1D,
                offset as tf.Tensor1D,
                scale as tf.Tensor1D,
                0.1,
              ),
            )([x, mean, variance, offset, scale], dy);
          }),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
