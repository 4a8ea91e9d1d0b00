import { useBackend } from "@eznas/kernels";
import { program, score, sum, zoo } from "@eznas/program";
import { capture, findInstances, type Inputs, rcb } from "@eznas/stats";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, layers } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { synflow } from "../../src/index.ts";
import { goldenNetworks } from "../golden-networks.ts";
import { add, bn, chain, conv, headed, imagesOf, layer, relu } from "../models.ts";
import { scored } from "../scored.ts";

const batch = { images: imagesOf(1) };
const constant = (value: number) => ({ kernelInitializer: initializers.constant({ value }) });

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("every layer of a chain carries the whole flow, however far that is from float32's range", async () => {
    const depth = 60;
    const made = headed(
      (x) =>
        chain(x, ...Array.from({ length: depth }, (_, i) => [conv(`c${i}`, 8, 1, constant(-5)), relu(`r${i}`)]).flat()),
      { units: 2 },
    );
    const head = made.getLayer("head");
    head.setWeights([tf.fill([8, 2], 3), tf.zeros([2])]);
    // Ones through 60 kernels of −5, of 2 and then 8 channels, and 16 weights of 3.
    const flow = 2 * 5 * (8 * 5) ** (depth - 1) * 8 * 3 * 2;
    expect((await scored(synflow(), made, batch)) / ((depth + 1) * flow)).toBeCloseTo(1, 4);
    expect(flow).toBeGreaterThan(1e90);
  });

  test("a shallow branch beside a deep one, with biases, is what float64 gives", async () => {
    const bias = { useBias: true, biasInitializer: initializers.constant({ value: -7 }) };
    const made = headed(
      (x) => {
        const deep = chain(
          x,
          ...Array.from({ length: 12 }, (_, i) => conv(`c${i}`, 2, 1, { ...constant(100), ...bias })),
        );
        return add("sum", chain(x, conv("s", 2, 1, constant(1e9))), chain(deep, bn("n")));
      },
      { units: 1 },
    );
    made.getLayer("head").setWeights([tf.ones([2, 1]), tf.tensor1d([-11])]);
    // a ← 200a + 7, and what flows through a kernel is its part of the sum at the end.
    const inputs = [1];
    for (let i = 0; i < 12; i++) inputs.push(200 * inputs[i]! + 7);
    const throughKernels = Array.from({ length: 12 }, (_, i) => 2 * 200 ** (12 - i) * inputs[i]!);
    const expected = throughKernels.reduce((all, x) => all + x, 0) + 4e9 + (2 * inputs[12]! + 4e9);
    expect((await scored(synflow(), made, batch)) / expected).toBeCloseTo(1, 5);
  });

  test("a kernel that is c times as large makes the score c times as large", async () => {
    const made = headed((x) =>
      chain(x, conv("c", 4), bn("n"), relu("r"), conv("d", 3), layer(layers.maxPooling2d({}))),
    );
    made.getLayer("head").setWeights([made.getLayer("head").weights[0]!.read(), tf.zeros([3])]);
    const before = await scored(synflow(), made, batch);
    const kernel = made.getLayer("c").weights[0]!;
    kernel.write(tf.tidy(() => tf.mul(kernel.read(), -4)));
    expect((await scored(synflow(), made, batch)) / before).toBeCloseTo(4, 4);
  });

  test("in training mode, over instances, it is |T3G_N ⊙ T3| of absolute weights and an input of ones", async () => {
    const model = goldenNetworks[0]!.build();
    for (const weight of model.weights) weight.write(tf.tidy(() => tf.abs(weight.read())));
    const names = findInstances(model, rcb()).map(({ name }) => name);
    const ones = { shape: [1, 8, 8, 3], data: new Float32Array(192).fill(1) };
    const inputs: Inputs = { D: ones, N: ones, P: ones };
    const value = await scored(
      synflow({ batchNorm: "training", layers: (name) => names.includes(name) }),
      model,
      batch,
    );
    const instances = await capture(model, inputs, { statistics: ["T3", "T3G_N"] });
    const absolute = program("abs(mul(T3G_N, T3))", { toScalar: sum, aggregate: sum });
    expect(score(absolute, instances)).toMatchObject({ ok: true });
    const ofProgram = score(absolute, instances);
    if (ofProgram.ok) expect(Math.abs(ofProgram.value / value - 1)).toBeLessThan(1e-4);

    // Without the absolute value, as Fig. 2 has it, every sum over a kernel before a batch
    // norm is 0: its scale does not count.
    const signed = score(zoo["synflow-like"], instances);
    if (signed.ok) expect(Math.abs(signed.value) / value).toBeLessThan(1e-3);
    model.dispose();
  });

  test("other activations see the values as they are", async () => {
    const squashed = (weight: number) => {
      const made = headed(
        (x) => chain(x, conv("c", 2, 1, constant(weight)), layer(layers.activation({ activation: "tanh" }))),
        { units: 1 },
      );
      made.getLayer("head").setWeights([tf.ones([2, 1]), tf.zeros([1])]);
      return made;
    };
    // Of two channels: tanh(2w) through the head, and 2w · tanh'(2w) through the convolution.
    const through = 2 * (Math.tanh(0.6) + 0.6 * (1 - Math.tanh(0.6) ** 2));
    expect(await scored(synflow(), squashed(0.3), batch)).toBeCloseTo(through, 5);
    // It is 1 there and flat: what flows through the head says nothing of what is before it.
    expect(await synflow().score(squashed(1e6), batch, Math.random)).toMatchObject({ reason: "inapplicable" });
  });

  test("a flat gate beside the way to the image takes nothing from it", async () => {
    const gated = (gate: boolean) =>
      headed((x) => {
        const y = chain(x, conv("c", 2, 1, constant(1e3)));
        if (!gate) return y;
        const open = chain(y, conv("g", 2, 1, constant(1e3)), layer(layers.activation({ activation: "sigmoid" })));
        return layers.multiply({ name: "gated" }).apply([y, open]) as typeof y;
      });
    expect(await scored(synflow(), gated(true), batch)).toBeCloseTo(await scored(synflow(), gated(false), batch), 2);
  });
});

test("a model of open size has none", async () => {
  await useBackend("cpu");
  const model = headed(conv("c", 2), { shape: [null, null, 2] });
  expect(await synflow().score(model, batch, Math.random)).toMatchObject({ ok: false, reason: "inapplicable" });
});

test("behind a sigmoid that is flat nothing flows, and there is no score", async () => {
  await useBackend("cpu");
  const made = headed(
    (x) => chain(x, conv("c", 2, 1, constant(1e6)), layer(layers.activation({ activation: "sigmoid", name: "gate" }))),
    { units: 1 },
  );
  made.getLayer("head").setWeights([tf.zeros([2, 1]), tf.zeros([1])]);
  expect(await synflow().score(made, batch, Math.random)).toEqual({
    ok: false,
    reason: "inapplicable",
    detail: 'nothing flows through "gate": at weights of absolute values and an image of ones its sigmoid is flat',
  });
});

test("a softmax or a sigmoid at the end does not count: the logits are what stands before it", async () => {
  await useBackend("cpu");
  const ended = (activation: "linear" | "softmax" | "sigmoid") =>
    headed(conv("c", 2, 1, constant(1e3)), { activation });
  const plain = await scored(synflow(), ended("linear"), batch);
  expect(plain).toBeGreaterThan(0);
  for (const end of ["softmax", "sigmoid"] as const) expect(await scored(synflow(), ended(end), batch)).toBe(plain);
});
