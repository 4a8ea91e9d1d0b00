import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { BackendUnavailable, useBackend } from "../src/index.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Puts in a backend's place one that fails to start. */
function breakBackend(name: string): void {
  if (name in tf.engine().registryFactory) tf.removeBackend(name);
  tf.registerBackend(name, () => Promise.reject(new Error("out of order")));
  // tfjs reports the failure in this way, and goes on with the next best backend.
  vi.spyOn(console, "warn").mockImplementation(() => {});
}

test.each(["cpu", "wasm"] as const)("useBackend(%j) computes there", async (name) => {
  expect(await useBackend(name)).toEqual({ name, tried: [] });
  expect(tf.getBackend()).toBe(name);
  const x = tf.tensor1d([1, -2]);
  const y = tf.relu(x);
  expect([...y.dataSync()]).toEqual([1, 0]);
  tf.dispose([x, y]);
});

test("useBackend registers the gradients of all operations", async () => {
  await useBackend("cpu");
  const gradient = tf.tidy(() => [
    ...tf
      .grad((x) => tf.square(x))(tf.tensor1d([1, 2]))
      .dataSync(),
  ]);
  expect(gradient).toEqual([2, 4]);
});

test("useBackend switches back and forth and takes tensors along", async () => {
  await useBackend("wasm");
  const x = tf.tensor1d([3]);
  await useBackend("cpu");
  const y = tf.square(x);
  await useBackend("wasm");
  const z = tf.add(y, 1);
  expect([...z.dataSync()]).toEqual([10]);
  tf.dispose([x, y, z]);
});

test("useBackend hands its options to the kernels that it registers", async () => {
  await useBackend("wasm", { simd: false });
  const stock = tf.getKernel(tf.Conv2D, "wasm");
  await useBackend("wasm", { simd: true });
  expect(tf.getKernel(tf.Conv2D, "wasm")).not.toBe(stock);
  await useBackend("wasm");
  expect(tf.getKernel(tf.Conv2D, "wasm")).not.toBe(stock);
  await useBackend("wasm", { simd: false });
  expect(tf.getKernel(tf.Conv2D, "wasm")).toBe(stock);
});

test("the gradient kernels are there again after the backend was made anew", async () => {
  await useBackend("wasm");
  tf.removeBackend("wasm");
  const { BackendWasm } = await import("@tensorflow/tfjs-backend-wasm");
  // What importing the package did once.
  const { init } = await import("@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js");
  tf.registerBackend("wasm", async () => new BackendWasm((await init()).wasm), 2);
  await useBackend("wasm");
  const sum = tf.tidy(() => {
    const image: tf.Tensor4D = tf.ones([1, 3, 3, 1]);
    const gradient = tf.grad((filter) => tf.conv2d(image, filter as tf.Tensor4D, 1, "valid"));
    return tf.sum(gradient(tf.zeros([2, 2, 1, 1]))).dataSync()[0];
  });
  expect(sum).toBe(16);
});

describe("where a backend does not start", () => {
  test("useBackend by its name throws, says what to install, and leaves the old backend in use", async () => {
    await useBackend("cpu");
    breakBackend("tensorflow");
    const failure = await useBackend("tensorflow").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BackendUnavailable);
    expect(failure).toMatchObject({
      name: "BackendUnavailable",
      backend: "tensorflow",
      message:
        "useBackend: cannot use tensorflow (it is installed but does not start; " +
        "install @tensorflow/tfjs-node 4.22.0 with its native library)",
    });
    expect(tf.getBackend()).toBe("cpu");
  });

  test('"auto" takes wasm, and tensorflow only where that does not start, with a word why', async () => {
    await useBackend("cpu");
    const plain = tf.backend();
    if ("tensorflow" in tf.engine().registryFactory) tf.removeBackend("tensorflow");
    tf.registerBackend("tensorflow", () => plain);
    expect(await useBackend()).toEqual({ name: "wasm", tried: [] });
    expect(tf.getBackend()).toBe("wasm");
    breakBackend("wasm");
    expect(await useBackend()).toEqual({
      name: "tensorflow",
      tried: [{ name: "wasm", error: "it is installed but does not start" }],
    });
  });

  test('"auto" takes plain JavaScript last, with a warning when it changes to it', async () => {
    expect(tf.getBackend()).toBe("tensorflow");
    breakBackend("tensorflow");
    breakBackend("wasm");
    const { name, tried } = await useBackend("auto");
    expect(name).toBe("cpu");
    expect(tried.map(({ name }) => name)).toEqual(["wasm", "tensorflow"]);
    expect(console.warn).toHaveBeenCalledWith(
      "TensorFlow.js computes on cpu; wasm is unavailable: it is installed but does not start; " +
        "tensorflow is unavailable: it is installed but does not start",
    );
    vi.mocked(console.warn).mockClear();
    await useBackend("auto");
    expect(console.warn).not.toHaveBeenCalledWith(expect.stringContaining("computes on cpu"));
  });

  test('"auto" throws when none starts', async () => {
    breakBackend("tensorflow");
    breakBackend("wasm");
    breakBackend("cpu");
    await expect(useBackend("auto")).rejects.toThrow(
      /^useBackend: cannot use wasm \(.*\), tensorflow \(.*\), cpu \(.*\)$/,
    );
  });
});
