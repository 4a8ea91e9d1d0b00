import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm", { simd: true });
});

test("a clone shares the elements, and they live as long as either tensor", () => {
  const before = { tensors: tf.memory().numTensors, ids: tf.backend().numDataIds() };
  const x = tf.tensor1d([1, 2, 3]);
  const copy = tf.clone(x);
  expect(copy.dataId).toBe(x.dataId);
  x.dispose();
  const other = tf.fill([3], 7);
  expect([...copy.dataSync()]).toEqual([1, 2, 3]);
  tf.dispose([copy, other]);
  expect({ tensors: tf.memory().numTensors, ids: tf.backend().numDataIds() }).toEqual(before);
});

test("a clone stays what it was when a variable is assigned, and moves along to another backend", async () => {
  const variable = tf.variable(tf.tensor1d([1, 2]));
  const copy = tf.clone(variable);
  const next = tf.tensor1d([5, 6]);
  variable.assign(next);
  await useBackend("cpu");
  const sum = tf.add(copy, variable);
  expect([...sum.dataSync()]).toEqual([6, 8]);
  await useBackend("wasm");
  expect([...copy.dataSync(), ...variable.dataSync()]).toEqual([1, 2, 5, 6]);
  tf.dispose([variable, copy, next, sum]);
});
