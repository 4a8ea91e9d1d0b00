/** The networks of blocks.json as tf.LayersModels, and what PyTorch took from them. */
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import type { Inputs, Statistic, StatisticName } from "../src/index.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface GoldenNetwork {
  readonly input: Numbers;
  readonly inputGradient: Numbers;
  readonly params: Readonly<Record<string, Numbers>>;
  readonly patterns: Readonly<
    Record<
      string,
      readonly { readonly name: string; readonly statistics: Readonly<Partial<Record<StatisticName, Numbers>>> }[]
    >
  >;
}

export const goldenBlocks: { readonly perceptron: GoldenNetwork; readonly convolutions: GoldenNetwork } = JSON.parse(
  readFileSync(new URL("golden/blocks.json", import.meta.url), "utf8"),
);

type Layer = LayersModel["layers"][number];

/** The layers in order; every name is that of PyTorch's. */
function modelOf({ params }: GoldenNetwork, all: readonly Layer[]): LayersModel {
  const model = sequential({ layers: [...all] });
  tf.tidy(() => {
    for (const layer of model.layers) {
      const weights = layer.weights.flatMap(({ originalName }) => {
        const kind = originalName.split("/").at(-1)!;
        if (kind.startsWith("moving")) return [];
        const { shape, data } = params[`${layer.name}.${/kernel|gamma/.test(kind) ? "weight" : "bias"}`]!;
        const tensor = tf.tensor([...data], [...shape]);
        if (shape.length === 2) return [tf.transpose(tensor)];
        if (shape.length < 4) return [tensor];
        return [tf.transpose(tensor, kind === "depthwise_kernel" ? [2, 3, 0, 1] : [2, 3, 1, 0])];
      });
      const moving = layer.getWeights().slice(weights.length);
      if (weights.length > 0) layer.setWeights([...weights, ...moving]);
    }
  });
  return model;
}

const act = (name: string, activation: string) => layers.activation({ name, activation: activation as "relu" });
const batchNorm = (name: string) => layers.batchNormalization({ name, epsilon: 1e-5 });
const layerNorm = (name: string) => layers.layerNormalization({ name, epsilon: 1e-5 });

export const perceptron = (): LayersModel =>
  modelOf(goldenBlocks.perceptron, [
    layers.dense({ name: "d0", units: 5, inputShape: [6] }),
    layerNorm("ln1"),
    layers.dense({ name: "d1", units: 7 }),
    act("g1", "gelu"),
    layers.dense({ name: "d2", units: 4 }),
    layerNorm("ln2"),
    act("r2", "relu"),
    layers.dense({ name: "d3", units: 5 }),
    batchNorm("bn3"),
    act("t3", "tanh"),
    layers.dense({ name: "logits", units: 3 }),
  ]);

export function convolutions(): LayersModel {
  const sliding = { kernelSize: 3, padding: "same", useBias: false } as const;
  const pointwise = { kernelSize: 1, useBias: false } as const;
  return modelOf(goldenBlocks.convolutions, [
    layers.conv2d({ name: "stem", filters: 4, inputShape: [6, 6, 3], ...sliding }),
    batchNorm("bn0"),
    act("r1", "relu"),
    layers.depthwiseConv2d({ name: "dw1", ...sliding }),
    layers.conv2d({ name: "pw1", filters: 5, ...pointwise }),
    batchNorm("bn1"),
    layers.depthwiseConv2d({ name: "dw2", ...sliding }),
    batchNorm("bn2"),
    act("r2", "relu6"),
    layers.conv2d({ name: "pw2", filters: 6, ...pointwise }),
    batchNorm("bn3"),
    act("t3", "tanh"),
    layers.globalAveragePooling2d({ name: "pool" }),
    layers.dense({ name: "logits", units: 3 }),
  ]);
}

/** PyTorch's input as all three; channels last. */
export function inputsOf({ input: { shape, data } }: GoldenNetwork): Inputs {
  const D: Statistic =
    shape.length < 4
      ? { shape, data: Float32Array.from(data) }
      : tf.tidy(() => {
          const moved = tf.transpose(tf.tensor([...data], [...shape]), [0, 2, 3, 1]);
          return { shape: moved.shape, data: moved.dataSync<"float32">().slice() };
        });
  return { D, N: D, P: D };
}
