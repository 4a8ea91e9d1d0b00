import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { lossOf } from "../../src/network/loss.ts";

beforeAll(() => useBackend("cpu"));

test("cross-entropy is the mean of −log p of the labels, and the sum is the sum", () => {
  tf.tidy(() => {
    const logits = tf.tensor2d([0, Math.log(3), 2, 2], [2, 2]);
    const expected = (-Math.log(0.75) - Math.log(0.5)) / 2;
    expect(lossOf(logits, "cross-entropy", [1, 0]).dataSync()[0]).toBeCloseTo(expected, 6);
    expect(lossOf(logits, "sum", undefined).dataSync()[0]).toBeCloseTo(Math.log(3) + 4, 6);
  });
});
