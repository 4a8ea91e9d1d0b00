import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capture, cbr, randomInputs, type StatisticName } from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";

const inputs = randomInputs([1, 8, 8, 3], Math.random);

describe("capture refuses", () => {
  let tiny: LayersModel;
  beforeAll(async () => {
    await useBackend("cpu");
    tiny = tinyModel();
  });
  afterAll(() => tiny.dispose());

  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => new Error("it was taken"),
      (reason: Error) => reason,
    );
    return `${error.name}: ${error.message}`;
  };

  test("a model without an instance, and says what was looked for and what is there", async () => {
    const plain = sequential({
      name: "plain",
      layers: [
        layers.conv2d({ inputShape: [8, 8, 3], filters: 1, kernelSize: 1, name: "c", activation: "relu" }),
        layers.flatten({ name: "f" }),
      ],
    });
    expect(await refusal(capture(plain, inputs))).toBe(
      'RangeError: capture: found no ReLU → Conv → [Conv] → BatchNorm (pattern "rcb") in model "plain"; ' +
        "no pattern of @eznas/stats fits it: write one of your own with pattern(); " +
        "it has c (Conv2D), c (Activation relu), f (Flatten)",
    );
    const clipped = sequential({
      layers: [
        layers.reLU({ inputShape: [8, 8, 3], maxValue: 6 }),
        layers.conv2d({ filters: 1, kernelSize: 1 }),
        layers.batchNormalization(),
      ],
    });
    expect(await refusal(capture(clipped, inputs))).toMatch(
      /; the pattern "rcb \(relu6\)", rcb\(\{ relu6: true \}\), finds 1; "rcb \(second conv, relu6\)", .* finds 1; it has /,
    );
    expect(await refusal(capture(plain, inputs, { pattern: cbr() }))).toMatch(
      /found no Conv → BatchNorm → ReLU \(pattern "cbr"\)/,
    );
    const long = sequential({
      layers: Array.from({ length: 50 }, (_, i) => layers.dense({ units: 1, ...(i === 0 && { inputShape: [1] }) })),
    });
    expect(await refusal(capture(long, inputs))).toMatch(/and 10 more$/);
    const x = input({ shape: [8, 8, 3] });
    expect(await refusal(capture(model({ inputs: x, outputs: x }), inputs))).toMatch(/it has no layers$/);
    plain.dispose();
    long.dispose();
  });

  test.each<[string, readonly number[]]>([
    ["another height", [1, 7, 8, 3]],
    ["channels first", [1, 3, 8, 8]],
    ["no batch", [8, 8, 3]],
  ])("inputs of %s", async (_, shape) => {
    expect(await refusal(capture(tiny, randomInputs(shape, Math.random)))).toBe(
      `RangeError: capture: model "${tiny.name}" takes [any, 8, 8, 3], batch first, ` +
        `but input D has shape [${shape.join(", ")}]`,
    );
  });

  test("data that does not fill its shape, but does not look at an input that is not needed", async () => {
    const short = { shape: inputs.D.shape, data: new Float32Array(5) };
    expect(await refusal(capture(tiny, { ...inputs, N: short }))).toBe(
      "RangeError: capture: input N of shape [1, 8, 8, 3] has 192 values, but its data has 5",
    );
    await expect(capture(tiny, { ...inputs, N: short }, { statistics: ["T1_D"] })).resolves.toHaveLength(2);
  });

  test("the name of no layer and of no statistic", async () => {
    expect(await refusal(capture(tiny, inputs, { output: "features" }))).toMatch(
      /^RangeError: capture: model ".*" has no layer "features" that leads to its output; it has stem \(Conv2D\), /,
    );
    expect(await refusal(capture(tiny, inputs, { statistics: ["T5" as StatisticName] }))).toMatch(
      /^RangeError: capture: "T5" is no statistic/,
    );
  });

  test("several inputs", async () => {
    const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
    const two = model({ inputs: [a, b], outputs: layers.add().apply([a, b]) as SymbolicTensor });
    expect(await refusal(capture(two, inputs))).toMatch(/expected a model with one input/);
  });

  test("to work without a backend, and says how to get one", async () => {
    const { registryFactory } = tf.engine();
    const factories = { ...registryFactory };
    for (const name of Object.keys(registryFactory)) delete registryFactory[name];
    try {
      expect(await refusal(capture(tiny, inputs))).toBe(
        "Error: capture: TensorFlow.js has no backend; call `await useBackend()` of @eznas/kernels first",
      );
    } finally {
      Object.assign(registryFactory, factories);
    }
  });
});

test("capture with no statistic named gives the instances' names, and runs nothing", async () => {
  await useBackend("cpu");
  const tiny = tinyModel();
  expect(await capture(tiny, inputs, { statistics: [] })).toEqual(
    ["conv1", "conv2"].map((name) => ({ name, statistics: {} })),
  );
  tiny.dispose();
});
