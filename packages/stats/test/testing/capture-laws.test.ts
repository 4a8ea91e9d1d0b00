import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { randomInputs } from "../../src/index.ts";
import { captureLaws, tinyModel } from "../../src/testing.ts";
import { seededRng } from "../seeded-rng.ts";

const inputs = randomInputs([1, 8, 8, 3], seededRng(1));

beforeAll(async () => {
  await useBackend("cpu");
});

/** The law that a model breaks whose layer does something else besides. */
async function broken(mischief: (model: LayersModel) => void): Promise<string> {
  const model = tinyModel();
  const pool = model.getLayer("pool") as unknown as {
    call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor;
  };
  const call = pool.call.bind(pool);
  pool.call = (x, kwargs) => {
    mischief(model);
    return call(x, kwargs);
  };
  const message = await captureLaws(model, inputs, { engine: "tfjs" }).then(
    () => "none",
    (error: Error) => error.message,
  );
  model.dispose();
  return message;
}

test("the laws hold of a model that does as layers do", async () => {
  expect(await broken(() => {})).toBe("none");
});

test("a tensor that stays behind, a weight that changes and a number that is none are told", async () => {
  const left: tf.Tensor[] = [];
  expect(await broken(() => void left.push(tf.keep(tf.scalar(1))))).toMatch(/no tensor stays behind$/);
  tf.dispose(left);
  const changing = (model: LayersModel) => model.getLayer("stem").setWeights([tf.ones([3, 3, 3, 4])]);
  expect(await broken(changing)).toMatch(/the model's weights and their trainability stay the same$/);
  const freezing = (model: LayersModel) => {
    model.getLayer("bn1").trainable = false;
  };
  expect(await broken(freezing)).toMatch(/trainability stay the same$/);
  const infinite = tinyModel();
  tf.tidy(() => infinite.getLayer("stem").setWeights([tf.fill([3, 3, 3, 4], Number.POSITIVE_INFINITY)]));
  await expect(captureLaws(infinite, inputs)).rejects.toThrow(/every number is finite, unlike in/);
  infinite.dispose();
});

test("a model that computes something else each time is told", async () => {
  let scale = 1;
  const model = tinyModel();
  const relu = model.getLayer("relu1") as unknown as { getClassName(): string; call(x: tf.Tensor[]): tf.Tensor };
  relu.getClassName = () => "Drifting";
  relu.call = ([x]) => tf.mul(x!, scale++);
  await expect(captureLaws(model, inputs, { engine: "tfjs" })).rejects.toThrow(
    /it does not hold that .* is a difference to D$/,
  );
  model.dispose();
});
