import { modelOf, specs } from "@eznas/engine/testing";
import { useBackend } from "@eznas/kernels";
import { cbr, rcb } from "@eznas/stats";
import { tinyModel } from "@eznas/stats/testing";
import { memory } from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type CostName, costs } from "../../src/costs/costs.ts";

beforeAll(() => useBackend("wasm"));

async function counted(of: LayersModel, pattern = rcb()): Promise<Record<CostName, number | string>> {
  const images = { shape: of.inputs[0]!.shape.map((size) => size ?? 1), data: new Float32Array() };
  const entries = Object.entries(costs).map(async ([name, { ofModel }]) => {
    const score = await ofModel(pattern).score(of, { images }, Math.random);
    return [name, score.ok ? score.value : score.detail];
  });
  return Object.fromEntries(await Promise.all(entries));
}

test("a chain of a stem, two convolutions and a classifier", async () => {
  expect(await counted(tinyModel())).toEqual({
    params: 413,
    flops: 23061,
    instances: 2,
    layers: 4,
    depth: 4,
    width: (4 + 6 + 6 + 3) / 4,
    resolution: (8 + 8 + 8 + 1) / 4,
  });
  expect((await counted(tinyModel(), cbr())).instances).toBe(3);
});

/** Two branches, of one and of three kernels (a separable convolution has two), and a projection of their sum. */
function branching(channelsFirst = false): LayersModel {
  const dataFormat = channelsFirst ? "channelsFirst" : "channelsLast";
  const images = input({ shape: channelsFirst ? [3, 8, 6] : [8, 6, 3] });
  const stem = layers.conv2d({ filters: 4, kernelSize: 3, padding: "same", dataFormat }).apply(images);
  const short = layers.conv2d({ filters: 10, kernelSize: 1, strides: 2, dataFormat }).apply(stem);
  const half = layers
    .depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, strides: 2, padding: "same", dataFormat })
    .apply(stem);
  const long = layers
    .separableConv2d({ filters: 10, kernelSize: 3, depthMultiplier: 3, padding: "same", dataFormat })
    .apply(half);
  const sum = layers.add().apply([short, long] as SymbolicTensor[]);
  const pooled = layers.globalAveragePooling2d({ dataFormat }).apply(sum);
  return model({ inputs: images, outputs: layers.dense({ units: 5 }).apply(pooled) as SymbolicTensor });
}

test.each([false, true])("branches, depthwise and separable kernels (channels first: %s)", async (channelsFirst) => {
  const found = await counted(branching(channelsFirst));
  expect(found).toMatchObject({ instances: 0, layers: 6, depth: 5, width: (4 + 10 + 8 + 24 + 10 + 5) / 6 });
  expect(found.resolution).toBeCloseTo((Math.sqrt(48) + 4 * Math.sqrt(12) + 1) / 6, 12);
});

test("a layer that is used twice counts twice, nested models are opened, and a transposed kernel has its filters", async () => {
  const shared = layers.dense({ units: 4 });
  const inner = sequential({ layers: [layers.conv2dTranspose({ inputShape: [2, 2, 4], filters: 7, kernelSize: 2 })] });
  const images = input({ shape: [2, 2, 4] });
  const twice = shared.apply(shared.apply(images)) as SymbolicTensor;
  const outputs = inner.apply(twice) as SymbolicTensor;
  const found = await counted(model({ inputs: images, outputs }));
  expect(found).toMatchObject({ layers: 3, depth: 3, width: 5, resolution: (2 + 2 + 3) / 3 });
});

test("what a network does not have is said", async () => {
  const images = { shape: [1, 4, 4, 3], data: new Float32Array(48) };
  const of = (name: CostName, network: LayersModel) =>
    costs[name].ofModel(rcb()).score(network, { images }, Math.random);
  const pool = sequential({ layers: [layers.globalAveragePooling2d({ inputShape: [4, 4, 3] })] });
  for (const name of ["width", "resolution"] as const)
    expect(await of(name, pool)).toMatchObject({ ok: false, detail: /no convolution and no dense layer/ });
  for (const name of ["instances", "layers", "depth"] as const)
    expect(await of(name, pool)).toEqual({ ok: true, value: 0 });
  const open = sequential({
    layers: [layers.conv2d({ inputShape: [null, null, 3] as unknown as number[], filters: 4, kernelSize: 3 })],
  });
  expect(await of("resolution", open)).toMatchObject({ ok: false, detail: /leaves its input's size open/ });
  expect(await of("width", open)).toEqual({ ok: true, value: 4 });
});

test("of any network: a layer more is one more, on the longest path too, and nothing is left in memory", () => {
  return fc.assert(
    fc.asyncProperty(specs, async (spec) => {
      const network = modelOf(spec);
      const before = memory().numTensors;
      const found = await counted(network);
      expect(memory().numTensors).toBe(before);
      expect(found.depth).toBeLessThanOrEqual(found.layers as number);
      expect(found.instances).toBeLessThanOrEqual(found.layers as number);
      const classifier = layers.dense({ units: 2 });
      const outputs = classifier.apply(network.outputs[0]!) as SymbolicTensor;
      const longer = await counted(model({ inputs: network.inputs, outputs }));
      for (const size of ["layers", "depth"] as const) expect(longer[size]).toBe((found[size] as number) + 1);
      expect(longer.instances).toBe(found.instances);
      classifier.dispose();
      network.dispose();
    }),
    { numRuns: 50 },
  );
});
