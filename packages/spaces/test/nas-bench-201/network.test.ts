import { readFileSync } from "node:fs";
import { useBackend } from "@eznas/kernels";
import { grads, memory, ones, sum, type Tensor, tensor, tidy, transpose } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { small, uniform } from "../small-networks.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A network that PyTorch computed, with the names of our layers. */
interface Case {
  readonly architecture: string;
  readonly parameters: number;
  readonly images: Numbers;
  readonly logits: Numbers;
  readonly inferenceLogits: Numbers;
  readonly weights: Readonly<Record<string, Numbers>>;
  readonly gradients: Readonly<Record<string, Numbers>>;
}

const file = new URL("../golden/nas-bench-201.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };

beforeAll(() => useBackend("cpu"));

let before = 0;
beforeEach(() => {
  before = memory().numTensors;
});
afterEach(() => {
  expect(memory().numTensors).toBe(before);
});

/** PyTorch's N·C·H·W, O·I·H·W and out·in as tfjs has them. */
function fromTorch({ shape, data }: Numbers, kernel: boolean): Tensor {
  const value = tensor([...data], [...shape]);
  if (shape.length === 4) return transpose(value, kernel ? [2, 3, 1, 0] : [0, 2, 3, 1]);
  return kernel && shape.length === 2 ? transpose(value) : value;
}

/** tfjs's names of PyTorch's parameters. */
const nameOf = { kernel: "weight", gamma: "weight", beta: "bias", bias: "bias" };

function torchName(layer: string, weight: string): string {
  return `${layer}/${nameOf[weight.split("/").at(-1)!.replace(/_\d+$/, "") as keyof typeof nameOf]}`;
}

function setWeights(model: LayersModel, { weights }: Case): void {
  tidy(() => {
    for (const layer of model.layers)
      for (const variable of layer.trainableWeights)
        variable.write(fromTorch(weights[torchName(layer.name, variable.originalName)]!, true));
  });
}

function expectClose(actual: Tensor, expected: Numbers, tolerance: number): void {
  const values = actual.dataSync();
  expect(values.length).toBe(expected.data.length);
  const scale = Math.max(1, ...expected.data.map(Math.abs));
  for (const [i, value] of values.entries())
    expect(Math.abs(value - expected.data[i]!) / scale).toBeLessThan(tolerance);
}

describe.each(cases)("PyTorch's network of $architecture", (golden) => {
  let model: LayersModel;
  beforeEach(() => {
    model = small.build(small.parse(golden.architecture), uniform());
    setWeights(model, golden);
  });
  afterEach(() => model.dispose());

  test("has as many parameters", () => {
    expect(small.params(small.parse(golden.architecture))).toBe(golden.parameters);
  });

  test("has the same logits with the batch's statistics and with fixed ones", () => {
    tidy(() => {
      const images = fromTorch(golden.images, false);
      expectClose(model.predict(images) as Tensor, golden.inferenceLogits, 1e-5);
      expectClose(model.apply(images, { training: true }) as Tensor, golden.logits, 1e-5);
    });
  });

  test("has the same gradients", () => {
    tidy(() => {
      const images = fromTorch(golden.images, false);
      const variables = model.layers.flatMap((layer) =>
        layer.trainableWeights.map((variable) => ({ layer, variable })),
      );
      const values = variables.map(({ variable }) => variable.read());
      const gradients = grads(() => sum(model.apply(images, { training: true }) as Tensor))(values, undefined);
      for (const [i, gradient] of gradients.entries()) {
        const { layer, variable } = variables[i]!;
        const { shape, data } = golden.gradients[torchName(layer.name, variable.originalName)]!;
        expectClose(gradient, { shape, data: [...fromTorch({ shape, data }, true).dataSync()] }, 1e-4);
      }
    });
  });
});

test("a dead branch has the gradient zero, not none", () => {
  const dead = "|nor_conv_1x1~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|none~2|";
  const model = small.build(small.parse(dead), uniform());
  tidy(() => {
    const kernel = model.getLayer("stage1/cell1/edge1-0/conv").trainableWeights[0]!.read();
    const [gradient] = grads(() => sum(model.apply(ones([1, ...small.inputShape])) as Tensor))([kernel]);
    expect([...gradient!.dataSync()]).toEqual(Array.from({ length: kernel.size }, () => 0));
  });
  model.dispose();
});

test("every convolution of a cell is in the network, whatever becomes of its result", () => {
  for (const text of [
    "|nor_conv_1x1~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|none~0|none~1|none~2|",
    "|nor_conv_1x1~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|",
  ]) {
    const model = small.build(small.parse(text), uniform());
    const edges = text.match(/conv_/g)!.length;
    const rectified = model.layers.filter(({ name }) => /edge\d-\d\/relu$|residual\/[ab]\/relu$/.test(name));
    expect(rectified.length).toBe(3 * edges + 4);
    model.dispose();
  }
});

test("layers say where they are, in the order of the cell's text", () => {
  const model = small.build(small.parse(cases[0]!.architecture), uniform());
  const names = model.layers.map(({ name }) => name);
  for (const name of [
    "images",
    "stem/conv",
    "stem/bn",
    "stage1/cell1/edge1-0/relu",
    "stage1/cell1/edge1-0/conv",
    "stage1/cell1/edge1-0/bn",
    "stage1/cell1/edge2-0/pool",
    "stage1/cell1/node2",
    "stage2/residual/a/conv_pad",
    "stage2/residual/a/conv",
    "stage2/residual/shortcut/conv",
    "stage2/residual/add",
    "stage3/cell1/edge3-1/none",
    "head/linear",
  ])
    expect(names).toContain(name);
  model.dispose();
});
