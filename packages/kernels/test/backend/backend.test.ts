import { expect, test } from "vitest";
import { describeBackend } from "../../src/index.ts";

test("describeBackend names the backend alone when it was the first choice", () => {
  expect(describeBackend({ name: "tensorflow", tried: [] })).toBe("TensorFlow.js computes on tensorflow");
});

test("describeBackend gives the reason for each backend that was not taken", () => {
  const tried = [
    { name: "tensorflow", error: "no native library" },
    { name: "wasm", error: "no WebAssembly" },
  ] as const;
  expect(describeBackend({ name: "cpu", tried })).toBe(
    "TensorFlow.js computes on cpu; tensorflow is unavailable: no native library; wasm is unavailable: no WebAssembly",
  );
});
