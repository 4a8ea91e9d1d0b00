/** The network of rcb-small.json as a tf.LayersModel, its inputs in tfjs's layout, and the statistics that PyTorch gave it. */
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, layers, model, type SymbolicTensor, input as symbolicInput } from "@tensorflow/tfjs-layers";
import type { Inputs, Statistic, StatisticName } from "../src/index.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Node = { readonly id: string; readonly in: readonly string[] } & (
  | { readonly op: "conv"; readonly stride: number; readonly pad: number }
  | { readonly op: "bn"; readonly params: string }
  | { readonly op: "relu" | "add" | "globalavgpool" }
  | { readonly op: "avgpool"; readonly kernel: number }
  | { readonly op: "linear"; readonly weight: string; readonly biasParam: string }
);

interface Golden {
  readonly graph: readonly Node[];
  readonly params: Readonly<Record<string, Numbers>>;
  readonly data: Numbers;
  readonly noise: Numbers;
  readonly delta: Numbers;
  readonly layers: readonly { readonly name: string; readonly stats: Readonly<Record<StatisticName, Numbers>> }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("golden/rcb-small.json", import.meta.url), "utf8"));

export const goldenStatistics: Golden["layers"] = golden.layers;

/** N·C·H·W as N·H·W·C, element by element. */
function channelsLast({ shape, data }: Numbers): Statistic {
  const [n, c, h, w] = shape as [number, number, number, number];
  const result = new Float32Array(data.length);
  data.forEach((value, i) => {
    const [x, y, channel, image] = [
      i % w,
      Math.floor(i / w) % h,
      Math.floor(i / (w * h)) % c,
      Math.floor(i / (w * h * c)),
    ];
    result[((image * h + y) * w + x) * c + channel] = value;
  });
  return { shape: [n, h, w, c], data: result };
}

export const goldenInputs: Inputs = {
  D: channelsLast(golden.data),
  N: channelsLast(golden.noise),
  P: channelsLast({
    shape: golden.data.shape,
    data: golden.data.data.map((value, i) => Math.fround(value + golden.delta.data[i]!)),
  }),
};

const weight = (name: string, ...order: readonly number[]): tf.Tensor => {
  const { shape, data } = golden.params[name]!;
  return tf.tidy(() => {
    const tensor = tf.tensor([...data], [...shape]);
    return order.length > 0 ? tf.transpose(tensor, [...order]) : tensor;
  });
};

export function goldenModel(): LayersModel {
  const values = new Map<string, SymbolicTensor>([["input", symbolicInput({ shape: [8, 8, 3] })]]);
  const set: (() => void)[] = [];
  const setWeights = (layer: { setWeights(weights: tf.Tensor[]): void }, weights: () => tf.Tensor[]): void => {
    set.push(() => {
      const tensors = weights();
      layer.setWeights(tensors);
      tf.dispose(tensors);
    });
  };
  for (const node of golden.graph) {
    const inputs = node.in.map((id) => values.get(id)!);
    const [x] = inputs as [SymbolicTensor];
    const made = (): SymbolicTensor => {
      switch (node.op) {
        case "conv": {
          const { shape } = golden.params[node.id]!;
          const padded = node.pad > 0 ? (layers.zeroPadding2d({ padding: node.pad }).apply(x) as SymbolicTensor) : x;
          const conv = layers.conv2d({
            name: node.id,
            filters: shape[0]!,
            kernelSize: shape[2]!,
            strides: node.stride,
            padding: "valid",
            useBias: false,
          });
          setWeights(conv, () => [weight(node.id, 2, 3, 1, 0)]);
          return conv.apply(padded) as SymbolicTensor;
        }
        case "bn": {
          const norm = layers.batchNormalization({ name: node.id, epsilon: 1e-5 });
          setWeights(norm, () => [
            weight(`${node.params}.gamma`),
            weight(`${node.params}.beta`),
            tf.zeros(golden.params[`${node.params}.gamma`]!.shape as [number]),
            tf.ones(golden.params[`${node.params}.gamma`]!.shape as [number]),
          ]);
          return norm.apply(x) as SymbolicTensor;
        }
        case "relu":
          return layers.reLU({ name: node.id }).apply(x) as SymbolicTensor;
        case "add":
          return layers.add({ name: node.id }).apply(inputs) as SymbolicTensor;
        case "avgpool":
          return layers
            .averagePooling2d({ name: node.id, poolSize: node.kernel, strides: 1, padding: "same" })
            .apply(x) as SymbolicTensor;
        case "globalavgpool":
          return layers.globalAveragePooling2d({ name: node.id }).apply(x) as SymbolicTensor;
        case "linear": {
          const dense = layers.dense({ name: node.id, units: golden.params[node.weight]!.shape[0]! });
          setWeights(dense, () => [weight(node.weight, 1, 0), weight(node.biasParam)]);
          return dense.apply(x) as SymbolicTensor;
        }
      }
    };
    values.set(node.id, made());
  }
  for (const apply of set) apply();
  return model({ inputs: values.get("input")!, outputs: values.get("logits")! });
}
