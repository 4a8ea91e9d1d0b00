import { seeded } from "@eznas/gp";
import { standardNormal, useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { networkOf } from "../../src/network/network.ts";
import { fanIn, kernelsOf, redrawn, withWeights } from "../../src/network/weights.ts";
import { bn, chain, conv, depthwise, headed, residual, separable } from "../models.ts";

beforeAll(() => useBackend("cpu"));

const numbersOf = (model: ReturnType<typeof residual>) =>
  model.weights.map((weight) => [weight.originalName, ...weight.read().dataSync()]);

test("weights are others for a while, and then the very same, also where something throws", () => {
  const model = residual();
  const before = numbersOf(model);
  const { numTensors } = tf.memory();
  const doubled = model.weights.map((weight) => [weight, (own: tf.Tensor) => tf.mul(own, 2)] as const);
  const inside = withWeights(doubled, () => numbersOf(model));
  expect(inside).toEqual(before.map(([name, ...values]) => [name, ...values.map((x) => 2 * (x as number))]));
  expect(numbersOf(model)).toEqual(before);
  expect(() =>
    withWeights(doubled, () => {
      throw new Error("inside");
    }),
  ).toThrow("inside");
  expect(numbersOf(model)).toEqual(before);
  const wrong = [...doubled.slice(0, 2), [model.weights[2]!, () => tf.zeros([99])] as const];
  expect(() => withWeights(wrong, () => 1)).toThrow();
  expect(numbersOf(model)).toEqual(before);
  expect(tf.memory().numTensors).toBeLessThanOrEqual(numTensors + 1); // the one of a wrong shape is its maker's
});

test("a kernel comes once, with the layers that use it, and can be chosen by them", () => {
  const shared = conv("shared", 2);
  const network = networkOf(headed((x) => chain(x, shared, shared, conv("own", 2))));
  expect(kernelsOf(network).map(({ names }) => names)).toEqual([["shared", "shared"], ["own"], ["head"]]);
  expect(kernelsOf(network, (name) => name === "own").map(({ names }) => names)).toEqual([["own"]]);
});

test("weights drawn anew have the deviation asked for; γ is 1, and β and biases are 0", () => {
  const model = headed((x) => chain(x, conv("c", 40, 3, { useBias: true, biasInitializer: "ones" }), bn("n")));
  const network = networkOf(model);
  const fresh = redrawn(model, network, standardNormal(seeded(1)), ({ names }) => (names[0] === "c" ? 3 : 0.5));
  const inside = withWeights(fresh, () =>
    Object.fromEntries(model.weights.map((weight) => [weight.originalName, [...weight.read().dataSync()]])),
  );
  const deviation = (name: string) =>
    Math.sqrt(inside[name]!.reduce((sum, x) => sum + x * x, 0) / inside[name]!.length);
  expect(deviation("c/kernel")).toBeCloseTo(3, 0);
  expect(deviation("head/kernel")).toBeCloseTo(0.5, 0);
  expect(new Set([...inside["c/bias"]!, ...inside["n/beta"]!, ...inside["head/bias"]!])).toEqual(new Set([0]));
  expect(new Set(inside["n/gamma"])).toEqual(new Set([1]));
  expect(inside["n/moving_mean"]).toEqual([...model.getLayer("n").weights[2]!.read().dataSync()]);
});

test("fan-in is what an output sums over", () => {
  const kernels = kernelsOf(networkOf(headed((x) => chain(x, conv("c", 4, 5), depthwise("d"), separable("s", 3)))));
  expect(kernels.map(fanIn)).toEqual([50, 9, 9, 4, 3]);
});
