import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";
import { agreesWithCpu } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm");
});

const x = { shape: [3], data: [1, 2, 4] };
const onWasm = () => tf.getBackend() === "wasm";

test("agreesWithCpu lets pass what agrees, and is back on the backend it came from", () => {
  agreesWithCpu([x], ([x]) => [tf.square(x!), tf.neg(x!)]);
  expect(tf.getBackend()).toBe("wasm");
});

test("agreesWithCpu throws for another value", () => {
  expect(() => agreesWithCpu([x], ([x]) => [tf.tidy(() => tf.add(x!, onWasm() ? 1.001 : 1))])).toThrow(
    /result 0 \[3\] at 0 is 2.00\d* on wasm, 2 on cpu/,
  );
});

test("agreesWithCpu throws for NaN on one backend only", () => {
  const nan = () => agreesWithCpu([x], () => [tf.tensor1d([onWasm() ? Number.NaN : 0])]);
  expect(nan).toThrow(/NaN on wasm/);
});

test("agreesWithCpu throws for another shape", () => {
  expect(() => agreesWithCpu([x], ([x]) => [tf.reshape(x!, onWasm() ? [3, 1] : [3])])).toThrow(
    "result 0 has shape [3,1] on wasm, [3] on cpu",
  );
});

test("agreesWithCpu throws for a tensor left behind", () => {
  const left: tf.Tensor[] = [];
  expect(() =>
    agreesWithCpu([x], ([x]) => {
      left.push(tf.square(x!));
      return [tf.neg(x!)];
    }),
  ).toThrow("1 tensors are left behind on wasm");
  tf.dispose(left);
});

test("agreesWithCpu is back on its backend also after an error", () => {
  const fails = () =>
    agreesWithCpu([], () => {
      if (!onWasm()) throw new Error("refused");
      return [];
    });
  expect(fails).toThrow("refused");
  expect(tf.getBackend()).toBe("wasm");
});
