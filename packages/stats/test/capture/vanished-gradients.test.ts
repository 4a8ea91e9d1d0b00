import { useBackend } from "@eznas/kernels";
import { type LayersModel, layers, model as modelOf, type SymbolicTensor, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { capture, captureInterSample, joinInstances, randomInputs } from "../../src/index.ts";
import { tinyModel } from "../../src/testing.ts";
import { seededRng } from "../seeded-rng.ts";

type Layer = LayersModel["layers"][number];

const conv = (filters = 4, kernelSize = 3) =>
  layers.conv2d({ filters, kernelSize, padding: "same", useBias: false, kernelInitializer: "heNormal" });
const bn = () => layers.batchNormalization();
const pool = () => layers.globalAveragePooling2d({});
const dense = (activation: "linear" | "softmax" | "sigmoid" = "linear") => layers.dense({ units: 3, activation });

/** A stem and a ReLU-Conv-BatchNorm, and what follows. */
function ending(...last: readonly Layer[]): LayersModel {
  const input = layers.inputLayer({ inputShape: [8, 8, 3] });
  return sequential({
    layers: [input, conv(), bn(), layers.reLU(), conv(), bn(), layers.reLU(), conv(), bn(), ...last],
  });
}

const inputs = randomInputs([4, 8, 8, 3], seededRng(1));
const marked = async (model: LayersModel, output?: string) => {
  const taken = await capture(model, inputs, {
    statistics: ["T1_D", "T3", "T1G_D", "T2G_D", "T3G_D", "T4G_D"],
    ...(output && { output }),
  });
  return taken.map(({ statistics }) =>
    Object.entries(statistics)
      .flatMap(([name, { vanished }]) => (vanished ? [name] : []))
      .join(" "),
  );
};
const all = ["T1G_D T2G_D T3G_D T4G_D", "T1G_D T2G_D T3G_D"];
const none = ["", ""];

beforeAll(async () => {
  await useBackend("wasm");
});

describe("a loss that no kernel moves", () => {
  const constant: Readonly<Record<string, () => LayersModel>> = {
    "a pool and a dense layer": () => ending(pool(), dense()),
    "a pointwise convolution": () => ending(conv(3, 1)),
    "nothing at all": () => ending(),
    "an average pool over the whole map, flattened": () =>
      ending(layers.averagePooling2d({ poolSize: 8 }), layers.flatten(), dense()),
    "an average pool of tiles": () => ending(layers.averagePooling2d({ poolSize: 2 }), pool(), dense()),
    "dropout and a dense layer": () =>
      ending(layers.dropout({ rate: 0.5 }), pool(), layers.dropout({ rate: 0.5 }), dense()),
    "a pool, a dense layer and a softmax": () => ending(pool(), dense("softmax")),
    "a margin of zeros": () => ending(layers.zeroPadding2d({ padding: 1 }), pool(), dense()),
    "a sum with what is ahead of the last block": () => {
      const input = layers.input({ shape: [8, 8, 3] });
      const through = (x: SymbolicTensor, ...all: readonly Layer[]): SymbolicTensor =>
        all.reduce((y, layer) => layer.apply(y) as SymbolicTensor, x);
      const stem = through(input, conv(), bn());
      const block = through(stem, layers.reLU(), conv(), bn());
      const next = through(block, layers.reLU(), conv(), bn());
      return modelOf({
        inputs: input,
        outputs: through(layers.add().apply([stem, block, next]) as SymbolicTensor, pool(), dense()),
      });
    },
  };
  test.each(Object.entries(constant))("%s after the last batch norm", async (_, build) => {
    expect(await marked(build())).toEqual(expect.arrayContaining(["T1G_D T2G_D T3G_D"]));
    expect((await marked(build())).every((names) => names.startsWith("T1G_D T2G_D T3G_D"))).toBe(true);
  });

  test("its marked gradients are rounding", async () => {
    const taken = await capture(ending(pool(), dense()), inputs, { statistics: ["T1G_D", "T4G_D"] });
    const largest = (data: Float32Array) => Math.max(...data.map(Math.abs));
    const { T1G_D, T4G_D } = taken[1]!.statistics;
    expect(largest(T1G_D!.data)).toBeLessThan(1e-5 * largest(T4G_D!.data));
  });

  test("the sum of a softmax, where that is asked for by name", async () => {
    const model = ending(
      layers.reLU(),
      pool(),
      layers.dense({ units: 3, name: "probabilities", activation: "softmax" }),
    );
    expect(await marked(model, "probabilities")).toEqual([all[0], all[0]]);
    expect(await marked(model)).toEqual(none);
  });
});

describe("a loss with gradients", () => {
  const moving: Readonly<Record<string, () => LayersModel>> = {
    "a ReLU": () => ending(layers.reLU(), pool(), dense()),
    "a ReLU and a softmax": () => ending(layers.reLU(), pool(), dense("softmax")),
    "a max pool": () => ending(layers.maxPooling2d({ poolSize: 2 }), pool(), dense()),
    "a dense layer over all pixels": () => ending(layers.flatten(), dense()),
    "a 3×3 convolution, whose border is padding": () => ending(conv(), pool(), dense()),
    "an average pool that overlaps": () =>
      ending(layers.averagePooling2d({ poolSize: 3, strides: 1, padding: "same" }), pool(), dense()),
    "a crop": () =>
      ending(
        layers.cropping2D({
          cropping: [
            [1, 0],
            [0, 0],
          ],
        }),
        pool(),
        dense(),
      ),
  };
  test.each(Object.entries(moving))("%s after the last batch norm", async (_, build) => {
    expect(await marked(build())).toEqual(none);
  });

  test("a final softmax or sigmoid is left out, whatever it is written as", async () => {
    const trunk = ending(layers.reLU(), pool(), dense());
    const gradients = async (...last: readonly Layer[]) => {
      const outputs = last.reduce((x, layer) => layer.apply(x) as SymbolicTensor, trunk.outputs[0]!);
      const taken = await capture(modelOf({ inputs: trunk.inputs, outputs }), inputs, { statistics: ["T1G_D"] });
      return taken.map(({ statistics }) => statistics.T1G_D!.data);
    };
    const plain = await gradients();
    expect(plain[0]!.some((value) => Math.abs(value) > 1e-4)).toBe(true);
    expect(await gradients(layers.softmax())).toEqual(plain);
    expect(await gradients(layers.activation({ activation: "sigmoid" }))).toEqual(plain);
    const head = trunk.layers.at(-1)!;
    const inside = dense("softmax");
    const outputs = inside.apply(head.input as SymbolicTensor) as SymbolicTensor;
    inside.setWeights(head.getWeights());
    const taken = await capture(modelOf({ inputs: trunk.inputs, outputs }), inputs, { statistics: ["T1G_D"] });
    expect(taken.map(({ statistics }) => statistics.T1G_D!.data)).toEqual(plain);
  });

  test("a branch of zeros is a branch of zeros", async () => {
    const model = ending(layers.reLU(), pool(), layers.dense({ units: 3, kernelInitializer: "zeros" }));
    expect(await marked(model)).toEqual(none);
  });
});

test("the statistics between samples are marked too, and joined ones", async () => {
  const model = ending(pool(), dense());
  const taken = await captureInterSample(model, inputs, {
    statistics: ["T3G_S", "T3G_std", "JX_D", "T1_D"],
    samplesPerPart: 2,
  });
  const names = (statistics: object) =>
    Object.entries(statistics).flatMap(([name, { vanished }]) => (vanished ? [name] : []));
  expect(names(taken[0]!.statistics)).toEqual(["T3G_S", "T3G_std", "JX_D"]);
  expect(names(joinInstances(taken).statistics)).toEqual(["T3G_S", "T3G_std", "JX_D"]);
});

test("several outputs have to be told apart by name", async () => {
  const tiny = tinyModel();
  const two = modelOf({
    inputs: tiny.inputs,
    outputs: [tiny.outputs[0]!, tiny.getLayer("pool").output as SymbolicTensor],
  });
  await expect(capture(two, inputs)).rejects.toThrow(
    /has 2 outputs \(logits, pool\); say whose sum is the loss by `output`/,
  );
  expect(await capture(two, inputs, { output: "pool", statistics: ["T3G_D"] })).toHaveLength(2);
});
