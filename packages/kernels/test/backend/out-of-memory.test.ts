import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OutOfMemory, useBackend } from "../../src/index.ts";

const taken: tf.TensorInfo[] = [];

beforeEach(async () => {
  await useBackend("wasm");
});

function letGo(): void {
  for (const { dataId } of taken.splice(0)) tf.backend().disposeData(dataId);
}

afterEach(letGo);

/** Room that is never written to costs the machine nothing. */
function take(bytes: number): void {
  const backend = tf.backend() as tf.KernelBackend & { makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo };
  taken.push(backend.makeOutput([bytes / 4], "float32"));
}

/** Until not even a kilobyte is left. */
function takeAll(): void {
  for (let bytes = 2 ** 30; bytes >= 2 ** 10; )
    try {
      take(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(OutOfMemory);
      bytes /= 2;
    }
}

test("a tensor that the heap has no room for is refused, with what there is and what helps", async () => {
  const gibibyte = 2 ** 30;
  for (let i = 0; i < 3; i++) take(gibibyte);
  expect(() => take(gibibyte)).toThrow(OutOfMemory);
  expect(() => take(gibibyte)).toThrow(
    /^the wasm backend has no room for 1073741824 bytes more: it has 3\.\d\d of at most 4 GiB; .*smaller.*tfjs-node/,
  );
});

test("a kernel that has no room for what it needs besides its output says so, and runs when it has it again", () => {
  const [x, filter] = [tf.ones([1, 8, 8, 256]) as tf.Tensor4D, tf.ones([3, 3, 256, 1]) as tf.Tensor4D];
  const convolution = (): tf.Tensor => tf.conv2d(x, filter, 1, "valid");
  takeAll();
  expect(convolution).toThrow(OutOfMemory);
  letGo();
  expect(convolution().dataSync()[0]).toBe(9 * 256);
});

test("where a stock kernel ends the backend for want of memory it is the same error, and the backend goes on", () => {
  const [boxes, scores] = [tf.ones([20_000, 4]) as tf.Tensor2D, tf.ones([20_000]) as tf.Tensor1D];
  const suppressed = (): tf.Tensor => tf.image.nonMaxSuppression(boxes, scores, 1);
  takeAll();
  expect(suppressed).toThrow(OutOfMemory);
  expect(suppressed).toThrow("no room for what an operation needs besides its output");
  letGo();
  expect(tf.relu(tf.tensor1d([-1, 2])).dataSync()).toEqual(Float32Array.of(0, 2));
});

test("what was there before stays what it was", async () => {
  const x = tf.ones([1000]);
  takeAll();
  expect(() => tf.range(0, 100_000)).toThrow(OutOfMemory);
  expect(x.dataSync().every((value) => value === 1)).toBe(true);
});

test("calls after the first change nothing", async () => {
  const { wasm } = tf.backend() as tf.KernelBackend & { readonly wasm: { readonly _malloc: unknown } };
  const malloc = wasm._malloc;
  await useBackend("wasm");
  expect(wasm._malloc).toBe(malloc);
});
