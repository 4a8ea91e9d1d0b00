import * as tf from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { loadWasm } from "../../src/backend/load-wasm.ts";

test("in Node loadWasm finds the .wasm files", async () => {
  await loadWasm();
  expect(await tf.setBackend("wasm")).toBe(true);
});

test("loadWasm leaves a backend that runs alone", async () => {
  const warn = vi.spyOn(console, "warn");
  await loadWasm();
  // setWasmPaths warns when it comes too late.
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
