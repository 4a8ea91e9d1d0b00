/** The networks of golden/proxies.json as tf.LayersModels, their inputs in tfjs's layout, and what PyTorch measured of them. */
import { readFileSync } from "node:fs";
import type { Statistic } from "@eznas/stats";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Batch } from "../src/index.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly over64: readonly number[];
}

interface Node {
  readonly op: "conv" | "bn" | "relu" | "add" | "pool2" | "pool3" | "zeros" | "gap" | "linear";
  readonly name: string;
  readonly in: readonly string[];
  readonly cout: number;
  readonly size: number;
  readonly stride: number;
  readonly bias: boolean;
  readonly groups: number;
}

interface Golden {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly parameters: Readonly<Record<string, Numbers>>;
  readonly images: Numbers;
  readonly noise: Numbers;
  readonly image: Numbers;
  readonly labels: readonly number[];
  readonly signs: readonly string[];
  readonly expected: Readonly<Record<string, number>>;
}

const golden: { readonly epsilon: number; readonly classes: number; readonly networks: readonly Golden[] } = JSON.parse(
  readFileSync(new URL("golden/proxies.json", import.meta.url), "utf8"),
);

/** Of the same networks by name. */
const rivals: Readonly<Record<string, Readonly<Record<string, number>>>> = JSON.parse(
  readFileSync(new URL("golden/rivals.json", import.meta.url), "utf8"),
);

export interface GoldenNetwork {
  readonly name: string;
  readonly batch: Batch;
  readonly noise: Statistic;
  readonly image: Statistic;
  /** One after the other, the signs that AZ-NAS draws. */
  readonly signs: string;
  readonly expected: Readonly<Record<string, number>>;
  /** On the current backend. Dispose of it after use. */
  build(): LayersModel;
}

export const goldenNetworks: readonly GoldenNetwork[] = golden.networks.map((of) => ({
  name: of.name,
  batch: { images: channelsLast(of.images), labels: of.labels },
  noise: channelsLast(of.noise),
  image: channelsLast(of.image),
  signs: of.signs.join(""),
  expected: { ...of.expected, ...rivals[of.name] },
  build: () => build(of),
}));

function channelsLast({ shape, over64 }: Numbers): Statistic {
  const [n, c, h, w] = shape as [number, number, number, number];
  const data = new Float32Array(over64.length);
  over64.forEach((value, i) => {
    const [x, y] = [i % w, Math.floor(i / w) % h];
    const [channel, image] = [Math.floor(i / (w * h)) % c, Math.floor(i / (w * h * c))];
    data[((image * h + y) * w + x) * c + channel] = value / 64;
  });
  return { shape: [n, h, w, c], data };
}

function build({ nodes, parameters, images }: Golden): LayersModel {
  const [, channels, height, width] = images.shape as [number, number, number, number];
  const inputs = input({ shape: [height, width, channels], name: "images" });
  const values = new Map<string, SymbolicTensor>([["images", inputs]]);
  for (const node of nodes) {
    const xs = node.in.map((name) => values.get(name)!);
    values.set(node.name, apply(node, xs));
  }
  const made = model({ inputs, outputs: values.get(nodes.at(-1)!.name)! });
  for (const node of nodes) setWeights(made, node, parameters);
  return made;
}

function apply(node: Node, xs: readonly SymbolicTensor[]): SymbolicTensor {
  const { op, name, cout: filters, size: kernelSize, stride: strides, bias: useBias } = node;
  const [x] = xs as [SymbolicTensor];
  const on = (layer: { apply(x: SymbolicTensor | SymbolicTensor[]): unknown }, of: SymbolicTensor | SymbolicTensor[]) =>
    layer.apply(of) as SymbolicTensor;
  switch (op) {
    case "conv": {
      // "same" pads a strided convolution more after than before.
      const padded = strides > 1;
      const from = padded ? on(layers.zeroPadding2d({ padding: (kernelSize - 1) / 2, name: `${name}_pad` }), x) : x;
      const convolution = { kernelSize, strides, useBias, padding: padded ? "valid" : "same", name } as const;
      if (node.groups > 1) return on(layers.depthwiseConv2d(convolution), from);
      return on(layers.conv2d({ ...convolution, filters }), from);
    }
    case "bn":
      return on(layers.batchNormalization({ epsilon: golden.epsilon, name }), x);
    case "relu":
      return on(layers.reLU({ name }), x);
    case "add":
      return on(layers.add({ name }), [...xs]);
    case "pool2":
      return on(layers.averagePooling2d({ poolSize: 2, name }), x);
    case "pool3":
      return on(layers.averagePooling2d({ poolSize: 3, strides: 1, padding: "same", name }), x);
    case "zeros":
      return on(layers.rescaling({ scale: 0, name }), x);
    case "gap":
      return on(layers.globalAveragePooling2d({ name }), x);
    case "linear":
      return on(layers.dense({ units: filters, name }), x);
  }
}

function setWeights(made: LayersModel, { op, name, groups }: Node, parameters: Golden["parameters"]): void {
  if (op !== "conv" && op !== "bn" && op !== "linear") return;
  const layer = made.getLayer(name);
  tf.tidy(() => {
    const tensors = layer.weights.map((weight) => {
      const kind = weight.originalName.replace(/.*\//, "").replace("depthwise_kernel", "kernel");
      const numbers = parameters[`${name}:${kind}`];
      if (!numbers) return weight.read();
      const value = tf.tensor(
        numbers.over64.map((x) => x / 64),
        [...numbers.shape],
      );
      if (numbers.shape.length === 4) return tf.transpose(value, groups > 1 ? [2, 3, 0, 1] : [2, 3, 1, 0]);
      return numbers.shape.length === 2 ? tf.transpose(value) : value;
    });
    layer.setWeights(tensors);
  });
}
