import { readFileSync } from "node:fs";
import type { Space } from "@eznas/spaces";
import {
  grad,
  memory,
  slice,
  square,
  sum,
  type Tensor,
  type Tensor4D,
  tensor,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { expect } from "vitest";
import { uniform } from "./small-networks.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A network that PyTorch computed, its weights and images drawn by {@link fill}. */
export interface TorchNetwork {
  readonly architecture: string;
  readonly parameters: number;
  /** With the batch's statistics. */
  readonly logits: Numbers;
  /** With fixed statistics, mean 0 and variance 1. */
  readonly inferenceLogits: Numbers;
  /** Of the sum of the squared logits, at the first image, with the batch's statistics. */
  readonly imageGradient: Numbers;
}

export function torchNetworks(file: string): readonly TorchNetwork[] {
  const text = readFileSync(new URL(`golden/${file}`, import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly cases: readonly TorchNetwork[] }).cases;
}

/**
 * Builds the network in a space of the golden file's sizes, gives it PyTorch's weights,
 * and compares all that the file holds.
 */
export function expectSameAsTorch<A>(space: Space<A>, golden: TorchNetwork): void {
  const { numTensors } = memory();
  const architecture = space.parse(golden.architecture);
  expect(space.params(architecture)).toBe(golden.parameters);
  const model = space.build(architecture, uniform());
  tidy(() => {
    setWeights(model);
    const [height, width, channels] = space.inputShape;
    const batch = golden.logits.shape[0]!;
    const images = fromTorch(
      [batch, channels, height, width],
      fill("images", batch * channels * height * width, 4),
      false,
    );
    expectClose(model.predict(images) as Tensor, golden.inferenceLogits, 1e-4);
    expectClose(model.apply(images, { training: true }) as Tensor, golden.logits, 1e-4);
    const loss = (x: Tensor): Tensor => sum(square(model.apply(x, { training: true }) as Tensor));
    const first = slice(grad(loss)(images) as Tensor4D, 0, 1);
    expectClose(transpose(first, [0, 3, 1, 2]), golden.imageGradient, 1e-3);
  });
  model.dispose();
  expect(memory().numTensors).toBe(numTensors);
}

/** PyTorch's names of tfjs's parameters. */
const nameOf = { kernel: "weight", depthwise_kernel: "weight", gamma: "weight", beta: "bias", bias: "bias" };

function setWeights(model: LayersModel): void {
  for (const layer of model.layers)
    for (const variable of layer.trainableWeights) {
      const kind = variable.originalName.split("/").at(-1)!.replace(/_\d+$/, "") as keyof typeof nameOf;
      const shape = variable.shape as number[];
      const torchShape = shape.length === 4 ? [shape[3]!, shape[2]!, shape[0]!, shape[1]!] : shape.toReversed();
      const count = shape.reduce((product, size) => product * size, 1);
      variable.write(fromTorch(torchShape, fill(`${layer.name}/${nameOf[kind]}`, count), true));
    }
}

/** N·C·H·W, O·I·H·W and out·in as tfjs has them. */
function fromTorch(shape: readonly number[], data: readonly number[], kernel: boolean): Tensor {
  const value = tensor([...data], [...shape]);
  if (shape.length === 4) return transpose(value, kernel ? [2, 3, 1, 0] : [0, 2, 3, 1]);
  return shape.length === 2 ? transpose(value) : value;
}

/**
 * Multiples of 1/128 in [-1/2, 1/2], from a linear congruential generator that starts at the
 * name: those of the Python scripts.
 */
function fill(name: string, count: number, scale = 1): readonly number[] {
  let state = 0;
  for (const letter of name) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (scale * (((state >>> 16) % 129) - 64)) / 128;
  });
}

function expectClose(actual: Tensor, { data }: Numbers, tolerance: number): void {
  const values = actual.dataSync();
  expect(values.length).toBe(data.length);
  const scale = Math.max(...data.map(Math.abs));
  const worst = Math.max(...data.map((value, i) => Math.abs(values[i]! - value)));
  expect(worst / scale).toBeLessThan(tolerance);
}
