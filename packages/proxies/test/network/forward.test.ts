import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { layers } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { tensorOf } from "../../src/network/batch.ts";
import { forward } from "../../src/network/forward.ts";
import { networkOf } from "../../src/network/network.ts";
import { add, bn, chain, conv, depthwise, headed, imagesOf, layer, relu, relu6, separable } from "../models.ts";

const models = {
  "a residual block": () =>
    headed((x) => {
      const a = chain(x, conv("stem", 4), relu("r"));
      return add("sum", a, chain(a, conv("c", 4, 3, { useBias: true, activation: "tanh" })));
    }),
  "convolutions of every kind": () =>
    headed((x) =>
      chain(
        x,
        conv("strided", 4, 3, { strides: 2 }),
        conv("dilated", 3, 3, { dilationRate: 2, useBias: true, biasInitializer: "ones" }),
        depthwise("d", { activation: "relu" }),
        separable("s", 4),
        relu6("r6"),
      ),
    ),
  "pools, and layers that do nothing": () =>
    headed((x) =>
      chain(
        x,
        layer(layers.dropout({ rate: 0.5 })),
        layer(layers.averagePooling2d({ poolSize: 3, strides: 2, padding: "same" })),
        layer(layers.maxPooling2d({ poolSize: 2, strides: 1 })),
        layer(layers.activation({ activation: "linear" })),
      ),
    ),
} as const;

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(Object.keys(models) as (keyof typeof models)[])("%s gives what the model predicts", (name) => {
    const model = models[name]();
    const { numTensors } = tf.memory();
    tf.tidy(() => {
      const x = tensorOf(imagesOf(3));
      const expected = (model.predict(x) as tf.Tensor).dataSync();
      const y = forward(networkOf(model), x).dataSync();
      for (const [i, value] of expected.entries()) expect(y[i]).toBeCloseTo(value, 5);
    });
    expect(tf.memory().numTensors).toBe(numTensors);
    model.dispose();
  });

  test("batch norms normalize by the batch, and their averages stay", () => {
    const model = headed((x) => chain(x, conv("c", 4), bn("n"), relu("r")));
    const moving = () =>
      model
        .getLayer("n")
        .weights.slice(2)
        .flatMap((weight) => [...weight.read().dataSync()]);
    const before = moving();
    tf.tidy(() => {
      const x = tensorOf(imagesOf(3));
      const y = forward(networkOf(model), x).dataSync();
      expect(moving()).toEqual(before);
      const trained = model.apply(x, { training: true }) as tf.Tensor;
      for (const [i, value] of trained.dataSync().entries()) expect(y[i]).toBeCloseTo(value, 4);
    });
    model.dispose();
  });

  test("values are gone when they have been read for the last time", () => {
    const model = headed((x) => chain(x, ...Array.from({ length: 8 }, (_, i) => relu(`r${i}`))));
    const counts: number[] = [];
    tf.tidy(() => {
      forward(networkOf(model), tensorOf(imagesOf(1)), (step, inputs) => {
        counts.push(tf.memory().numTensors);
        return step.run(inputs);
      });
    });
    expect(new Set(counts.slice(1, 8)).size).toBe(1);
    model.dispose();
  });
});
