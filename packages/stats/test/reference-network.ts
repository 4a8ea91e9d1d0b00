/**
 * A small network twice: as a tf.LayersModel, and in double precision by plain loops, where any value can be nudged.
 */
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { add, bn, chain, conv, headed, relu } from "./models.ts";

export type Node =
  | { readonly op: "input" }
  | {
      readonly op: "conv";
      readonly from: number;
      readonly filters: number;
      readonly size: number;
      readonly stride: number;
    }
  | { readonly op: "bn" | "relu"; readonly from: number }
  | { readonly op: "add"; readonly from: number; readonly and: number };

export interface Image {
  readonly shape: readonly [number, number, number, number];
  readonly data: Float64Array;
}

/** Where a number is added: at what a node gives to all its readers, at what one node reads, or in its kernel. */
export interface Nudge {
  readonly at: "output" | "input" | "kernel";
  readonly node: number;
  readonly element: number;
  readonly by: number;
}

const epsilon = 1e-3; // tf.layers' default

/** Stem, then blocks: one after the other, around a sum, or two at one ReLU. */
export const networks: fc.Arbitrary<readonly Node[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom("chain", "residual", "fork"),
      size: fc.constantFrom(1, 2, 3),
      stride: fc.constantFrom(1, 2),
      filters: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((blocks) => {
    const nodes: Node[] = [{ op: "input" }];
    const put = (node: Node): number => nodes.push(node) - 1;
    let channels = 3;
    let top = put({ op: "bn", from: put({ op: "conv", from: 0, filters: channels, size: 3, stride: 1 }) });
    for (const { kind, size, stride, filters } of blocks) {
      const from = put({ op: "relu", from: top });
      const branch = (width: number, step: number): number =>
        put({ op: "bn", from: put({ op: "conv", from, filters: width, size, stride: step }) });
      if (kind === "chain") top = branch(filters, stride);
      else if (kind === "residual") top = put({ op: "add", from: top, and: branch(channels, 1) });
      else top = put({ op: "add", from: branch(filters, stride), and: branch(filters, stride) });
      if (kind !== "residual") channels = filters;
    }
    return nodes;
  });

export function modelOf(nodes: readonly Node[], shape: readonly number[]): LayersModel {
  return headed((x) => {
    const values: SymbolicTensor[] = [];
    nodes.forEach((node, i) => {
      if (node.op === "input") values.push(x);
      else if (node.op === "add") values.push(add(`n${i}`, values[node.from]!, values[node.and]!));
      else if (node.op === "conv")
        values.push(chain(values[node.from]!, conv(`n${i}`, node.filters, node.size, { strides: node.stride })));
      else values.push(chain(values[node.from]!, (node.op === "bn" ? bn : relu)(`n${i}`)));
    });
    return values.at(-1)!;
  }, shape);
}

type Weights = (layer: string, index: number) => Float64Array;

export function weightsOf(model: LayersModel): Weights {
  const cache = new Map<string, Float64Array>();
  return (layer, index) => {
    const key = `${layer} ${index}`;
    const values = cache.get(key) ?? Float64Array.from(model.getLayer(layer).getWeights()[index]!.dataSync());
    cache.set(key, values);
    return values;
  };
}

/** The sum of the network's output. */
export function lossOf(nodes: readonly Node[], weights: Weights, x: Image, nudge?: Nudge): number {
  const nudged = (data: Float64Array, at: Nudge["at"], node: number): Float64Array => {
    if (!nudge || nudge.at !== at || nudge.node !== node) return data;
    const copy = data.slice();
    copy[nudge.element]! += nudge.by;
    return copy;
  };
  const values: Image[] = [];
  nodes.forEach((node, i) => {
    let value = x;
    if (node.op !== "input") {
      const from = values[node.from]!;
      const read: Image = { ...from, data: nudged(from.data, "input", i) };
      if (node.op === "add") value = { ...read, data: read.data.map((a, j) => a + values[node.and]!.data[j]!) };
      if (node.op === "relu") value = { ...read, data: read.data.map((a) => Math.max(a, 0)) };
      if (node.op === "bn") value = normalize(read, weights(`n${i}`, 0), weights(`n${i}`, 1));
      if (node.op === "conv") value = convolve(read, nudged(weights(`n${i}`, 0), "kernel", i), node);
    }
    values.push({ ...value, data: nudged(value.data, "output", i) });
  });
  const { shape, data } = values.at(-1)!;
  const channels = shape[3];
  const [kernel, bias] = [weights("head", 0), weights("head", 1)];
  const units = bias.length;
  let sum = shape[0] * bias.reduce((a, b) => a + b, 0);
  const places = shape[1] * shape[2];
  data.forEach((value, i) => {
    for (let unit = 0; unit < units; unit++)
      sum += (Math.tanh(value) / places) * kernel[(i % channels) * units + unit]!;
  });
  return sum;
}

function normalize({ shape, data }: Image, gamma: Float64Array, beta: Float64Array): Image {
  const channels = shape[3];
  const count = data.length / channels;
  const result = new Float64Array(data.length);
  for (let c = 0; c < channels; c++) {
    let [mean, variance] = [0, 0];
    for (let i = c; i < data.length; i += channels) mean += data[i]! / count;
    for (let i = c; i < data.length; i += channels) variance += (data[i]! - mean) ** 2 / count;
    for (let i = c; i < data.length; i += channels)
      result[i] = ((data[i]! - mean) / Math.sqrt(variance + epsilon)) * gamma[c]! + beta[c]!;
  }
  return { shape, data: result };
}

function convolve({ shape, data }: Image, kernel: Float64Array, node: Extract<Node, { op: "conv" }>): Image {
  const [n, height, width, channels] = shape;
  const { size, stride, filters } = node;
  const [outHeight, outWidth] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const before = (length: number, out: number): number =>
    Math.floor(Math.max((out - 1) * stride + size - length, 0) / 2);
  const [top, left] = [before(height, outHeight), before(width, outWidth)];
  const result = new Float64Array(n * outHeight * outWidth * filters);
  let to = 0;
  for (let b = 0; b < n; b++)
    for (let y = 0; y < outHeight; y++)
      for (let x = 0; x < outWidth; x++)
        for (let o = 0; o < filters; o++, to++)
          for (let i = 0; i < size; i++)
            for (let j = 0; j < size; j++) {
              const [row, column] = [y * stride + i - top, x * stride + j - left];
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              for (let c = 0; c < channels; c++)
                result[to]! +=
                  data[((b * height + row) * width + column) * channels + c]! *
                  kernel[((i * size + j) * channels + c) * filters + o]!;
            }
  return { shape: [n, outHeight, outWidth, filters], data: result };
}
