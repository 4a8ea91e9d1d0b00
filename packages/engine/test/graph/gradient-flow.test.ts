import { useBackend } from "@eznas/kernels";
import { test as property } from "@fast-check/vitest";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { gradientFlow, graphOf } from "../../src/index.ts";
import { gradientsOf } from "../../src/tape.ts";

beforeAll(async () => {
  await useBackend("cpu");
});

type Layer = LayersModel["layers"][number];
type Format = "channelsFirst" | "channelsLast";

/** Layers on feature maps of 6×6 and more, by how each carries a gradient. */
const onMaps: Readonly<Record<string, (dataFormat: Format) => Layer>> = {
  "1×1": (dataFormat) => layers.conv2d({ filters: 3, kernelSize: 1, dataFormat }),
  "3×3": (dataFormat) => layers.conv2d({ filters: 3, kernelSize: 3, padding: "same", dataFormat }),
  "pool of tiles": (dataFormat) => layers.averagePooling2d({ poolSize: 2, dataFormat }),
  "pool that overlaps": (dataFormat) =>
    layers.averagePooling2d({ poolSize: 3, strides: 1, padding: "same", dataFormat }),
  margin: (dataFormat) => layers.zeroPadding2d({ padding: 1, dataFormat }),
  crop: (dataFormat) => layers.cropping2D({ cropping: [[1, 0], [0, 0]], dataFormat }), // biome-ignore format: a pair
  larger: (dataFormat) => layers.upSampling2d({ size: [2, 2], dataFormat }),
  dropout: () => layers.dropout({ rate: 0.5 }),
  tanh: () => layers.activation({ activation: "tanh" }),
  "batch norm": (dataFormat) => layers.batchNormalization({ axis: dataFormat === "channelsFirst" ? 1 : -1 }),
  "layer norm": () => layers.layerNormalization({ axis: -1 }),
  softmax: () => layers.softmax({ axis: -1 }),
  transposed: () => layers.permute({ dims: [2, 1, 3] }),
};

/** From a map to logits. */
const ends: Readonly<Record<string, (dataFormat: Format) => readonly Layer[]>> = {
  "pool, dense": (dataFormat) => [layers.globalAveragePooling2d({ dataFormat }), layers.dense({ units: 3 })],
  pool: (dataFormat) => [layers.globalAveragePooling2d({ dataFormat })],
  "flat, dense": (dataFormat) => [layers.flatten({ dataFormat }), layers.dense({ units: 3 })],
  flat: (dataFormat) => [layers.flatten({ dataFormat })],
  "rows, dense": () => [layers.reshape({ targetShape: [-1, 3] }), layers.dense({ units: 2 })],
  nothing: () => [],
};

function chain(inputShape: readonly number[], ...all: readonly Layer[]): LayersModel {
  const input = layers.input({ shape: [...inputShape] });
  const output = all.reduce((x, layer) => layer.apply(x) as SymbolicTensor, input);
  return modelOf({ inputs: input, outputs: output });
}

/** Whether the gradient at the first layer's output is rounding beside that at the last. */
function cancels(model: LayersModel): boolean {
  const { steps } = graphOf(model);
  const [first, ...others] = steps;
  return tf.tidy(() => {
    const shape = first!.shape.map((length) => length ?? 4);
    const x = tf.randomNormal(shape, 0, 1, "float32", 7);
    const gradientAt = gradientsOf((watch) => {
      watch(x);
      return tf.sum(others.reduce<tf.Tensor>((y, { run }) => run([y], undefined)[0]!, x));
    });
    return tf.max(tf.abs(gradientAt(x))).dataSync()[0]! < 1e-5;
  });
}

const says = (model: LayersModel): boolean => {
  const graph = graphOf(model);
  return gradientFlow(graph, graph.outputs).at(graph.steps[0]!.outputs[0]!) === "zero";
};

property.prop(
  [
    fc.constantFrom<Format>("channelsFirst", "channelsLast"),
    fc.array(fc.constantFrom(...Object.keys(onMaps)), { maxLength: 4 }),
    fc.constantFrom(...Object.keys(ends)),
  ],
  { numRuns: 150 },
)("a gradient is said to be zero exactly where it is rounding", (format, names, end) => {
  const first = layers.conv2d({ filters: 3, kernelSize: 1, dataFormat: format });
  const model = chain(
    format === "channelsFirst" ? [3, 6, 6] : [6, 6, 3],
    ...[first, ...names.map((name) => onMaps[name]!(format)), ...ends[end]!(format)],
  );
  expect(says(model)).toBe(cancels(model));
  model.dispose();
});

describe("the axes of a normalization are its own", () => {
  const unit = { kernelInitializer: "randomNormal" as const };
  test("a batch norm of another axis than that of the channels", () => {
    for (const axis of [1, 2, 3]) {
      const model = chain([4, 5, 3], layers.conv2d({ filters: 3, kernelSize: 1 }), layers.batchNormalization({ axis }));
      expect(says(model)).toBe(true);
      const behind = chain(
        [4, 5, 3],
        layers.conv2d({ filters: 3, kernelSize: 1 }),
        layers.batchNormalization({ axis }),
        layers.dense({ units: 2, ...unit }),
      );
      expect(says(behind)).toBe(cancels(behind));
      expect(says(behind)).toBe(axis === 3);
    }
  });

  test("a layer norm takes away what is even, unless it weighs it unevenly", () => {
    const norm = layers.layerNormalization();
    const model = chain([4], layers.dense({ units: 3, ...unit }), norm);
    expect(says(model)).toBe(true);
    norm.setWeights([tf.tensor1d([1, 2, 1]), tf.zeros([3])]);
    expect(says(model)).toBe(false);
    expect(cancels(model)).toBe(false);
  });

  test("a softmax that a loss sums unevenly", () => {
    const of = (...last: readonly Layer[]) =>
      chain([4], layers.dense({ units: 3, ...unit }), layers.softmax({ axis: -1 }), ...last);
    expect(says(of())).toBe(true);
    expect(cancels(of())).toBe(true);
    expect(says(of(layers.dense({ units: 2, ...unit })))).toBe(false);
  });
});

test("a layer with a `call` of its own may do anything", () => {
  const odd = layers.dropout({ rate: 0.5 });
  const model = chain([4], layers.dense({ units: 3 }), layers.batchNormalization(), odd);
  expect(says(model)).toBe(true);
  odd.call = (inputs) => tf.square(Array.isArray(inputs) ? inputs[0]! : inputs);
  expect(says(model)).toBe(false);
});

test("pixels whose number is open are pooled evenly all the same", () => {
  const input = layers.input({ shape: [null, null, 3] });
  const last = [
    layers.conv2d({ filters: 3, kernelSize: 1 }),
    layers.batchNormalization(),
    layers.globalAveragePooling2d({}),
    layers.dense({ units: 2 }),
  ];
  const outputs = last.reduce<SymbolicTensor>((x, layer) => layer.apply(x) as SymbolicTensor, input);
  expect(says(modelOf({ inputs: input, outputs }))).toBe(true);
});
