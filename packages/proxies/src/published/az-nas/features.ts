import type { Statistic } from "@eznas/stats";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { inapplicable, type ProxyScore } from "../../contract/proxy.ts";
import { inputOf } from "../../network/batch.ts";
import { advance } from "../../network/forward.ts";
import { gradientsOf } from "../../network/gradients.ts";
import { channelsFirst, networkOf, type StepList } from "../../network/network.ts";
import { tidily } from "../../network/tidily.ts";
import { type Blocks, featureSteps } from "./blocks.ts";

export interface AzNasOptions {
  /**
   * Whose outputs are the features, by the layers' names. Default: where all of the network
   * passes through between its blocks.
   */
  readonly blocks?: Blocks;
  /** Whether kernels are drawn anew from N(0, 2 / fan-in), as published (default), or the model's own are taken. */
  readonly weights?: "redrawn" | "own";
}

/** A feature map as [pixels of all images, channels] in row-major order. */
export interface Feature {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** A block's Jacobian as estimated by a gradient of random signs behind it. */
export interface Block {
  /** The mean over pixels of what becomes of the gradient times the gradient, [inputs, outputs] in row-major order. */
  readonly jacobian: Float32Array;
  readonly outputs: number;
  /** Whether the gradient came out as it went in. */
  readonly idle: boolean;
}

export interface Features {
  readonly features: readonly Feature[];
  /** One for every feature but the first; none of them where only the features were asked for. */
  readonly blocks: readonly Block[];
}

/**
 * The features on a given input at the weights that the model has, with gradients where
 * there is something to draw signs from.
 */
export function featuresOf(
  model: LayersModel,
  input: Statistic,
  {
    blocks,
    signs,
  }: { readonly blocks?: Blocks | undefined; readonly signs?: ((count: number) => number) | undefined } = {},
): Features | ProxyScore {
  const network = networkOf(model);
  const at = placesOf(model, network, blocks, signs !== undefined);
  if ("ok" in at) return at;
  const run = segments(network, input);
  const features: Feature[] = [];
  const passed: Block[] = [];
  try {
    for (const end of at) {
      if (signs && features.length > 0) passed.push(run.backTo(end, signs));
      else run.to(end);
      features.push(run.feature());
    }
  } finally {
    run.dispose();
  }
  return { features, blocks: passed };
}

/** The steps whose outputs are the features, by their places; or why there are none. */
export function placesOf(
  model: LayersModel,
  network: StepList,
  blocks: Blocks | undefined,
  withBackward: boolean,
): readonly number[] | ProxyScore {
  const turned = channelsFirst(model, network);
  if (turned) return turned;
  const at = featureSteps(network, blocks).map((step) => network.steps.indexOf(step));
  if (at.length < 2) return inapplicable(`the model "${model.name}" has no two blocks; name them by \`blocks\``);
  const uneven = withBackward && unevenStep(network, at);
  return uneven ? inapplicable(uneven) : at;
}

/** AZ-NAS pairs each pixel behind a block with a square of pixels before it; says where there is no such square. */
function unevenStep({ steps }: StepList, at: readonly number[]): string | undefined {
  const maps = at.map((step) => steps[step]!);
  for (const [i, { name, shape }] of maps.entries()) {
    const before = maps[i - 1]?.shape;
    if (!before || [...before.slice(1), ...shape.slice(1)].includes(null)) continue;
    const stride = Math.floor(before[1]! / shape[1]!);
    const fits = [1, 2].every((axis) => stride >= 1 && Math.floor(before[axis]! / stride) === shape[axis]);
    if (!fits)
      return (
        `the block that ends at "${name}" makes maps of ${shape[1]}×${shape[2]} of ${before[1]}×${before[2]}, ` +
        "not of squares of its pixels"
      );
  }
  return undefined;
}

interface Segments {
  /** Runs the steps that have not run yet, up to one. */
  to(end: number): void;
  /** The same, and pulls a gradient of random signs back to where it began. */
  backTo(end: number, sign: (count: number) => number): Block;
  /** Where it is. */
  feature(): Feature;
  dispose(): void;
}

function segments(network: StepList, images: Statistic): Segments {
  const { steps, input } = network;
  const values: tf.Tensor[] = [];
  values[input] = tf.tidy(() => tf.keep(inputOf(network, images)));
  let [next, here] = [0, input];
  const advanceTo = (end: number): tf.Tensor => {
    for (const step of steps.slice(next, end + 1)) {
      // Nothing is disposed of before the gradient that may be asked at it is known.
      advance([{ ...step, lastReads: [] }], values);
      tf.keep(values[step.output]!);
    }
    return tf.clone(values[steps[end]!.output]!);
  };
  const arrive = (end: number): void => {
    for (const step of steps.slice(next, end + 1)) for (const slot of step.lastReads) values[slot]!.dispose();
    [next, here] = [end + 1, steps[end]!.output];
  };
  return {
    to(end) {
      tidily(() => void advanceTo(end));
      arrive(end);
    },
    backTo(end, sign) {
      const before = values[here]!;
      const block = tidily(() => {
        let signs: tf.Tensor | undefined;
        const product = (): tf.Tensor => {
          const y = advanceTo(end);
          signs = tf.keep(tf.tensor(filled(y.size, sign), y.shape));
          return tf.sum(tf.mul(y, signs));
        };
        const [pulled] = gradientsOf(product, [before]).grads;
        const estimated = blockOf(pulled as tf.Tensor4D, signs as tf.Tensor4D);
        signs!.dispose();
        return estimated;
      });
      arrive(end);
      return block;
    },
    feature: () => read(values[here]!),
    dispose() {
      for (const value of values) if (value && !value.isDisposed) value.dispose();
    },
  };
}

const read = (tensor: tf.Tensor): Feature => ({ shape: tensor.shape, values: tensor.dataSync() as Float32Array });

/** Where the block makes the map smaller, the pixels of a square are inputs of their own. */
function blockOf(pulled: tf.Tensor4D, signs: tf.Tensor4D): Block {
  const [images, height, width, outputs] = signs.shape;
  const stride = Math.floor(pulled.shape[1] / height);
  // The sum over pixels of outer products is the gradient of a convolution by its
  // filter, for which there are fast kernels.
  const filter: tf.Tensor4D = tf.zeros([stride, stride, pulled.shape[3], outputs]);
  const through = (): tf.Tensor => tf.sum(tf.mul(tf.conv2d(pulled, filter, stride, "valid"), signs));
  const sum = gradientsOf(through, [filter]).grads[0]!;
  const jacobian = tf.div(sum, images * height * width).dataSync() as Float32Array;
  const alike = tf.util.arraysEqual(pulled.shape, signs.shape);
  const idle = alike && tf.max(tf.abs(tf.sub(pulled, signs))).dataSync()[0] === 0;
  return { jacobian, outputs, idle };
}

export function filled(length: number, draw: (length: number) => number): Float32Array {
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = draw(length);
  return values;
}
