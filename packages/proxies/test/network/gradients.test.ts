import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { gradientsOf, tellingGradient } from "../../src/network/gradients.ts";

beforeAll(() => useBackend("cpu"));

test("a tensor that the value does not depend on has a gradient of zeros", () => {
  tf.tidy(() => {
    const [x, other] = [tf.tensor1d([1, 2]), tf.tensor1d([7])];
    const { value, grads } = gradientsOf(() => tf.sum(tf.square(x)), [x, other]);
    expect(value.dataSync()[0]).toBe(5);
    expect(grads.map((gradient) => [...gradient.dataSync()])).toEqual([[2, 4], [0]]);
  });
});

test("a tensor tells the whole of its gradient, over all that read it", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([1, 2]);
    const told: number[][] = [];
    const f = (): tf.Tensor => {
      const y = tellingGradient(tf.mul(x, 2), (gradient, value) => {
        told.push([...gradient.dataSync()], [...value.dataSync()]);
      });
      return tf.add(tf.sum(tf.square(y)), tf.sum(y));
    };
    const [gradient] = gradientsOf(f, [x]).grads;
    expect(told).toEqual([
      [5, 9],
      [2, 4],
    ]);
    expect([...gradient!.dataSync()]).toEqual([10, 18]);
  });
});
