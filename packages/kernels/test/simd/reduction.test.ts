import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";
import { agreesWithCpu, randomValues } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm", { simd: true });
});

type Reduce = (x: tf.Tensor, axes: number[], keepDims: boolean) => tf.Tensor;

test.each<[string, Reduce]>([
  ["sum", tf.sum],
  ["mean", tf.mean],
])("%s over any axes agrees with the cpu backend's", (_, reduce) => {
  const shapes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(shapes, fc.infiniteStream(fc.boolean()), fc.boolean(), randomValues(), (shape, some, keep, values) => {
      // Half of the time the axes that the fast kernel takes.
      const pixels = shape.slice(1).map((_, axis) => axis);
      const axes = some.next().value ? pixels : shape.map((_, axis) => axis).filter(() => some.next().value);
      fc.pre(axes.length > 0);
      agreesWithCpu([values(shape)], ([x]) => [reduce(x!, axes, keep)]);
    }),
    { numRuns: 1000 },
  );
});

test("integers are left to the stock kernel", () => {
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2], "int32");
  const y = tf.sum(x, 0);
  expect(y.dtype).toBe("int32");
  expect([...y.dataSync()]).toEqual([4, 6]);
  tf.dispose([x, y]);
});
