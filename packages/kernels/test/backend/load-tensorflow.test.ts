import util from "node:util";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, test, vi } from "vitest";
import { loadTensorflow } from "../../src/backend/load-tensorflow.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  if ("tensorflow" in tf.engine().registryFactory) tf.removeBackend("tensorflow");
});

const register = () => tf.registerBackend("tensorflow", () => Promise.reject(new Error("a stand-in")));

test("loadTensorflow throws what the import throws", async () => {
  const broken = () => Promise.reject(new Error("tfjs_binding.node can not be found"));
  await expect(loadTensorflow(broken)).rejects.toThrow("tfjs_binding.node can not be found");
});

test("loadTensorflow notices a registration with another copy of tfjs-core", async () => {
  await expect(loadTensorflow(async () => {})).rejects.toThrow("another copy of tfjs-core");
});

test("loadTensorflow does not import what is registered", async () => {
  register();
  const load = vi.fn();
  await loadTensorflow(load);
  expect(load).not.toHaveBeenCalled();
});

test("loadTensorflow restores the utilities that Node removed, before it imports", async () => {
  const original = Object.getOwnPropertyDescriptor(util, "isNullOrUndefined");
  Reflect.deleteProperty(util, "isNullOrUndefined");
  try {
    await loadTensorflow(async () => {
      const { isNullOrUndefined } = util as unknown as { isNullOrUndefined: (value: unknown) => boolean };
      expect([null, undefined, 0].map(isNullOrUndefined)).toEqual([true, true, false]);
      register();
    });
  } finally {
    if (original) Object.defineProperty(util, "isNullOrUndefined", original);
  }
});

test("loadTensorflow needs Node", async () => {
  vi.stubGlobal("process", undefined);
  await expect(loadTensorflow(async () => register())).rejects.toThrow("tfjs-node needs Node");
});
