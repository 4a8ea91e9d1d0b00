import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { initializers, type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { graphOf } from "../../src/graph/graph.ts";
import { partsOf } from "../../src/graph/parts-of.ts";
import type { Layer } from "../../src/parts/layer-view.ts";
import { seededRng } from "../../src/testing/seeded-rng.ts";

const random = (shape: readonly number[], seed: number): tf.Tensor => {
  const rng = seededRng(seed);
  return tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * rng() - 1),
    [...shape],
  );
};

/** What the steps of a model compute, one after the other. */
function runSteps(model: LayersModel, x: tf.Tensor): tf.Tensor {
  const { steps, input, outputs } = graphOf(model);
  const values = [x];
  values[input] = x;
  for (const step of steps)
    step
      .run(
        step.inputs.map((slot) => values[slot]!),
        undefined,
      )
      .forEach((value, i) => {
        values[step.outputs[i]!] = value;
      });
  return values[outputs[0]!]!;
}

/**
 * What tf.layers computes comes from the cpu backend: on wasm, tfjs 4.22 gets fused convolutions of even windows wrong.
 */
async function expectSame(layer: Layer, inputShape: readonly number[], seed: number): Promise<void> {
  const backend = tf.getBackend();
  const model = sequential({ layers: [layers.inputLayer({ inputShape: [...inputShape] }), layer] });
  const { numTensors } = tf.memory();
  const x = random([2, ...inputShape], seed);
  await tf.setBackend("cpu");
  const theirs = model.predict(x) as tf.Tensor;
  const reference = theirs.dataSync();
  await tf.setBackend(backend);
  const ours = tf.tidy(() => runSteps(model, x));
  expect(ours.shape).toEqual(theirs.shape);
  const kind = layer.getClassName();
  for (const [i, value] of ours.dataSync().entries())
    if (Math.abs(value - reference[i]!) > 1e-4) expect([kind, i, value]).toEqual([kind, i, reference[i]]);
  tf.dispose([x, theirs, ours]);
  expect(tf.memory().numTensors).toBe(numTensors);
  model.dispose();
}

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("the parts of a convolution compute together what the layer does, whatever its configuration", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          kind: fc.constantFrom("conv2d", "depthwiseConv2d", "separableConv2d"),
          kernelSize: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
          stride: fc.constantFrom(1, 2),
          dilation: fc.constantFrom(1, 2),
          padding: fc.constantFrom("same" as const, "valid" as const),
          dataFormat: fc.constantFrom("channelsLast" as const, "channelsFirst" as const),
          activation: fc.constantFrom("linear" as const, "relu" as const, "tanh" as const),
          useBias: fc.boolean(),
          seed: fc.nat(),
        }),
        async ({ kind, kernelSize: [a, b], stride, dilation, padding, dataFormat, activation, useBias, seed }) => {
          // tfjs has neither a strided dilated convolution nor, in its separable layer, one of channels first.
          if (stride > 1 && dilation > 1) return;
          if (kind === "separableConv2d" && dataFormat === "channelsFirst") return;
          const drawn = (at: number) => initializers.randomNormal({ stddev: 0.5, seed: (seed % 1000) + at });
          const shared = { padding, dataFormat, activation, useBias, biasInitializer: drawn(1) };
          const geometry = { kernelSize: [a, b] as [number, number], strides: stride };
          const layer =
            kind === "conv2d"
              ? layers.conv2d({
                  ...shared,
                  ...geometry,
                  filters: 3,
                  dilationRate: dilation,
                  kernelInitializer: drawn(2),
                })
              : kind === "depthwiseConv2d"
                ? layers.depthwiseConv2d({
                    ...shared,
                    kernelSize: [a, b],
                    strides: [stride, stride],
                    depthMultiplier: 2,
                    depthwiseInitializer: drawn(2),
                  })
                : layers.separableConv2d({
                    ...shared,
                    ...geometry,
                    filters: 3,
                    depthMultiplier: 2,
                    dilationRate: dilation,
                    depthwiseInitializer: drawn(2),
                    pointwiseInitializer: drawn(3),
                  });
          await expectSame(layer, dataFormat === "channelsLast" ? [7, 6, 2] : [2, 7, 6], seed);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each<[string, () => Layer, readonly number[]]>([
    ["a dense layer with an activation", () => layers.dense({ units: 3, activation: "softplus" }), [4]],
    ["a softmax inside a dense layer", () => layers.dense({ units: 3, activation: "softmax" }), [4]],
    ["a softmax layer", () => layers.softmax(), [4]],
    ["ReLU", () => layers.reLU(), [4]],
    ["ReLU6", () => layers.reLU({ maxValue: 6 }), [4]],
    ["leaky ReLU", () => layers.leakyReLU({ alpha: 0.1 }), [4]],
    ["an activation layer", () => layers.activation({ activation: "relu" }), [4]],
    ["a 1-D convolution", () => layers.conv1d({ filters: 2, kernelSize: 2, activation: "relu" }), [5, 3]],
    [
      "a transposed convolution",
      () => layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 2, activation: "relu" }),
      [3, 3, 2],
    ],
    [
      "average pooling with padding",
      () => layers.averagePooling2d({ poolSize: 3, strides: 2, padding: "same" }),
      [5, 4, 2],
    ],
    ["average pooling without", () => layers.averagePooling2d({ poolSize: 2 }), [4, 4, 2]],
    [
      "average pooling of channels first",
      () => layers.averagePooling2d({ poolSize: 2, padding: "same", dataFormat: "channelsFirst" }),
      [2, 5, 5],
    ],
    ["max pooling", () => layers.maxPooling2d({ poolSize: 2 }), [4, 4, 2]],
    ["dropout, which is idle", () => layers.dropout({ rate: 0.5 }), [4]],
    ["flatten", () => layers.flatten(), [2, 2, 2]],
  ])("%s computes what the layer does", async (_, make, shape) => {
    await expectSame(make(), shape, 7);
  });

  test("sums are the layer's, of two and of more, and of shapes that broadcast", () => {
    tf.tidy(() => {
      const [x, one] = [layers.add(), layers.add()];
      for (const [layer, shapes] of [
        [
          x,
          [
            [2, 3],
            [2, 3],
            [2, 3],
          ],
        ],
        [
          one,
          [
            [2, 1, 3],
            [2, 4, 3],
          ],
        ],
      ] as const) {
        const symbolic = shapes.map(
          (shape) => layers.inputLayer({ inputShape: shape.slice(1) }).inboundNodes[0]!.outputTensors[0]!,
        );
        layer.apply(symbolic);
        const tensors = shapes.map((shape, i) => random(shape, i));
        const [part] = partsOf(layer);
        expect(part!.run(tensors, undefined)[0]!.arraySync()).toEqual((layer.apply(tensors) as tf.Tensor).arraySync());
      }
    });
  });
});

test("a layer keeps its own activation", () => {
  const layer = layers.conv1d({ filters: 2, kernelSize: 2, activation: "relu", inputShape: [5, 3] });
  const own = (layer as unknown as { activation: unknown }).activation;
  const model = sequential({ layers: [layer] });
  tf.tidy(() => void runSteps(model, random([1, 5, 3], 1)));
  expect((layer as unknown as { activation: unknown }).activation).toBe(own);
  model.dispose();
});
