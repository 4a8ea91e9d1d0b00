import { graphOf } from "@eznas/engine";
import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { readKernels, readTapped, subtractShared } from "../../src/capture/read.ts";
import { placesOf } from "../../src/patterns/instances.ts";
import { rcb } from "../../src/patterns/pattern.ts";
import { tinyModel } from "../../src/testing.ts";

test.each(["cpu", "wasm"] as const)(
  "tensors on %s become arrays of their own, shared ones one array, and are disposed of",
  async (backend) => {
    await useBackend(backend);
    const model = tinyModel();
    const places = placesOf(graphOf(model), rcb());
    const { numTensors } = tf.memory();
    const shared = tf.tensor4d([1, 2, 3, 4], [1, 1, 2, 2]);
    const kernel = tf.tensor4d([1, 2], [1, 1, 2, 1]);
    const [first, second] = await readTapped(places, [{ T1: shared, T3G: kernel }, { T4: shared }]);
    expect(first).toEqual({
      T1: { shape: [1, 2, 1, 2], data: Float32Array.of(1, 3, 2, 4) },
      T3G: { shape: [1, 2, 1, 1], data: Float32Array.of(1, 2) },
    });
    expect(second!.T4).toBe(first!.T1);
    expect(tf.memory().numTensors).toBe(numTensors);
    const [T3] = await readKernels(places);
    expect(T3!.shape).toEqual([6, 4, 3, 3]);
    expect(tf.memory().numTensors).toBe(numTensors);
    model.dispose();
  },
);

test("P minus D is taken once, however many share it", () => {
  const of = (...data: number[]) => ({ shape: [data.length], data: Float32Array.from(data) });
  const [p, d, minus] = [of(5, 7), of(1, 2), subtractShared()];
  expect(minus(p, d)).toBe(p);
  expect(minus(p, d)).toEqual(of(4, 5));
  expect(d).toEqual(of(1, 2));
});
