import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";
import { agreesWithCpu, randomValues } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm", { simd: true });
});

test("a transposition agrees with the cpu backend's, whatever the order of the axes", () => {
  const cases = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }).chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      perm: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length }),
    }),
  );
  fc.assert(
    fc.property(cases, randomValues(), ({ shape, perm }, values) =>
      agreesWithCpu([values(shape)], ([x]) => [tf.transpose(x!, perm)]),
    ),
    { numRuns: 1000 },
  );
});

test.each([
  ["NHWC to NCHW", [3, 5, 7, 10], [0, 3, 1, 2]],
  ["NCHW to NHWC", [3, 10, 5, 7], [0, 2, 3, 1]],
  ["HWIO to OIHW", [3, 5, 9, 10], [3, 2, 0, 1]],
  ["a matrix", [33, 65], [1, 0]],
])("%s agrees with the cpu backend's", (_, shape, perm) => {
  const x = { shape, data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i) };
  expect(agreesWithCpu([x], ([x]) => [tf.transpose(x!, perm)])).toBeUndefined();
});
