import * as tf from "@tensorflow/tfjs-core";
import type { Batch } from "../contract/proxy.ts";
import { inputOf } from "./batch.ts";
import { type Around, forward } from "./forward.ts";
import { gradientsOf } from "./gradients.ts";
import type { StepList } from "./network.ts";
import { tidily } from "./tidily.ts";
import { type Kernel, kernelsOf, type Replacement, withWeights } from "./weights.ts";

/** The loss whose gradients a proxy is about. */
export type ProxyLoss = "cross-entropy" | "sum";

/** A weighted sum of the logits, whose gradients a pass may be asked for beside or in place of a loss's. */
export interface Readout {
  /** One for each value of logits of a shape, row-major. */
  weights(shape: readonly number[]): Float32Array;
}

/** What the gradients that a pass carries back are of. Readouts are told apart by identity. */
export type PassLoss = ProxyLoss | Readout;

export interface GradientOptions {
  /**
   * Cross-entropy with the labels, averaged over the batch (default), or the sum of the
   * outputs, as EZNAS's programs have it.
   */
  readonly loss?: ProxyLoss;
  /** Which layers count; all convolutions and linear layers by default. */
  readonly layers?: (name: string) => boolean;
}

/** A scalar. */
export function lossOf(logits: tf.Tensor, loss: PassLoss, labels: ArrayLike<number> | undefined): tf.Tensor {
  if (typeof loss === "object") return tf.sum(tf.mul(logits, tf.tensor(loss.weights(logits.shape), logits.shape)));
  if (loss === "sum") return tf.sum(logits);
  const classes = logits.shape.at(-1)!;
  const targets = tf.oneHot(tf.tensor1d(Int32Array.from(labels!), "int32"), classes);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), targets), -1)));
}

export interface KernelGradient extends Kernel {
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
}

/** What is otherwise than in the network itself. */
export interface Elsewhere {
  /** Other values of the kernels. */
  readonly at?: (kernel: Kernel) => Replacement | undefined;
  readonly around?: Around;
}

/** Gradients of the loss by the kernels, as numbers. */
export function kernelGradients(
  network: StepList,
  { images, labels }: Batch,
  { loss = "cross-entropy", layers }: GradientOptions,
  { at = () => undefined, around }: Elsewhere = {},
): readonly KernelGradient[] {
  const kernels = kernelsOf(network, layers);
  const replacements = kernels.map(at).filter((each) => each !== undefined);
  return tidily(() =>
    withWeights(replacements, () => {
      const x = inputOf(network, images, true);
      const xs = kernels.map(({ variable }) => variable.read());
      const { grads } = gradientsOf(() => lossOf(forward(network, x, around), loss, labels), xs);
      return kernels.map((kernel, i) => ({
        ...kernel,
        weights: xs[i]!.dataSync() as Float32Array,
        gradient: grads[i]!.dataSync() as Float32Array,
      }));
    }),
  );
}
