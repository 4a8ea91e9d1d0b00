import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Step } from "../../src/graph/graph.ts";
import { gradientsOf, pullBack } from "../../src/tape/gradients.ts";

let before: number;
beforeAll(async () => {
  await useBackend("cpu");
});
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const stepOf = (compute: (x: tf.Tensor) => tf.Tensor): Step => ({
  name: "step",
  className: "Step",
  channelsFirst: false,
  shape: [null],
  inputs: [0],
  outputs: [1],
  run: ([x]) => [compute(x!)],
});

test("a tensor that comes into being on the way has its gradient, summed over its readers", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([1, 2]);
    let [square, kernel]: tf.Tensor[] = [];
    const at = gradientsOf((watch) => {
      watch(x);
      square = tf.square(x);
      watch(square);
      kernel = tf.scalar(3);
      watch(kernel);
      return tf.add(tf.mul(square, kernel), square);
    });
    expect([...at(square!).dataSync()]).toEqual([4, 4]);
    expect([...at(x).dataSync()]).toEqual([8, 16]);
    expect([...at(kernel!).dataSync()]).toEqual([5]);
  });
});

test("what the result does not depend on has zeros, the same tensor each time", () => {
  tf.tidy(() => {
    let beside: tf.Tensor | undefined;
    const at = gradientsOf((watch) => {
      const x = tf.tensor1d([1, 2]);
      beside = tf.square(x);
      watch(beside);
      return x;
    });
    expect([...at(beside!).dataSync()]).toEqual([0, 0]);
    expect(at(beside!)).toBe(at(beside!));
  });
});

test("the result itself has ones", () => {
  tf.tidy(() => {
    let y: tf.Tensor | undefined;
    const at = gradientsOf((watch) => {
      y = tf.square(tf.tensor1d([1, 2]));
      watch(y);
      return y;
    });
    expect([...at(y!).dataSync()]).toEqual([1, 1]);
  });
});

test("a gradient is pulled back through steps, and through none stays what it is", () => {
  tf.tidy(() => {
    const [x, gradient] = [tf.tensor1d([-1, 2, 3]), tf.tensor1d([1, 10, 100])];
    const steps = [stepOf((t) => tf.relu(t)), stepOf((t) => tf.square(t))];
    expect([...pullBack(steps, x, gradient).dataSync()]).toEqual([0, 40, 600]);
    expect(pullBack([], x, gradient)).toBe(gradient);
    expect([...pullBack([stepOf(() => tf.ones([3]))], x, gradient).dataSync()]).toEqual([0, 0, 0]);
  });
});

test.each([
  [
    "forward",
    () => {
      throw new Error("stop");
    },
  ],
  [
    "backward",
    (x: tf.Tensor) =>
      tf.customGrad((value) => ({
        value: tf.square(value as tf.Tensor),
        gradFunc: () => {
          throw new Error("stop");
        },
      }))(x),
  ],
])("nothing stays behind when the %s pass throws, and the next one works", (_, fail) => {
  const run = (last: (x: tf.Tensor) => tf.Tensor) =>
    tf.tidy(() => {
      let x: tf.Tensor | undefined;
      const at = gradientsOf((watch) => {
        x = tf.tensor1d([1, 2]);
        watch(x);
        return last(tf.square(tf.exp(x)));
      });
      return at(x!).dataSync();
    });
  expect(() => run(fail)).toThrow("stop");
  expect(tf.memory().numTensors).toBe(before);
  expect(run((t) => t).length).toBe(2);
});
