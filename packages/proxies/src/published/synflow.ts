import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { oneImage } from "../network/batch.ts";
import { type Around, forward } from "../network/forward.ts";
import { gradientsOf, tellingGradient } from "../network/gradients.ts";
import { networkOf, type Slot, type Step } from "../network/network.ts";
import { tidily } from "../network/tidily.ts";
import { kernelsOf, withoutKernels, withWeights } from "../network/weights.ts";

export interface SynflowOptions {
  /**
   * Left out, as published (default), or in training mode over the one image, which Abdelfattah et al. call synflow_bn.
   */
  readonly batchNorm?: "none" | "training";
  /** Which layers count; all convolutions and linear layers by default. */
  readonly layers?: (name: string) => boolean;
}

/**
 * SynFlow: Σ |∂R/∂w ⊙ w| over the weights of convolutions and linear layers, R being the sum of the logits for one
 * image of ones when every weight has its absolute value (Tanaka et al., NeurIPS 2020; as a
 * proxy Abdelfattah et al., ICLR 2021).
 *
 * Needs nothing but the model. As in Abdelfattah et al., whose code builds the network without batch norms for it,
 * these are left out; biases count with their absolute values. R leaves float32 in networks of some ten layers (theirs
 * computes in float64), so activations are scaled by powers of two on the way, which is exact; the score is a float64,
 * `non-finite` past 10³⁰⁸. It is `inapplicable` where a sigmoid, or another activation that saturates, lets nothing
 * back to what is before it.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { synflow } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * const score = await synflow().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function synflow({ batchNorm = "none", layers }: SynflowOptions = {}): ZeroCostProxy {
  return proxy({
    name: batchNorm === "none" ? "synflow" : "synflow_bn",
    measure: (model) => {
      const shape = oneImage(model);
      if (typeof shape === "string") return inapplicable(shape);
      const network = networkOf(model);
      const without = withoutKernels(model, network, layers);
      if (without) return without;
      const kernels = kernelsOf(network, layers);
      return tidily(() =>
        withWeights(absolute(model), () => {
          const x = tf.ones([...shape]);
          const scaled = scaledFlow(batchNorm === "none");
          const xs = kernels.map(({ variable }) => variable.read());
          const { grads } = gradientsOf(() => tf.sum(forward(network, x, scaled.around)), [x, ...xs]);
          const [atImage, ...atKernels] = grads as [tf.Tensor, ...tf.Tensor[]];
          const flow = atKernels.reduce((sum, gradient, i) => sum + absoluteProduct(xs[i]!, gradient), 0);
          // A gate beside the way that all takes, as in squeeze and excitation, may be flat: what arrives is the
          // network's.
          const flat = isZero(atImage) && (scaled.flat() ?? (flow === 0 && network.steps.find(saturates)));
          if (flat)
            return inapplicable(
              `nothing flows through "${flat.name}": at weights of absolute values and an image of ones its ` +
                `${flat.activation} is flat`,
            );
          return flow * 2 ** scaled.exponentOf(network.output);
        }),
      );
    },
  });
}

const isZero = (tensor: tf.Tensor): boolean => tensor.dataSync().every((value) => value === 0);

/** Activations that are flat, to float32, where weights are absolute and inputs large. */
const saturating: ReadonlySet<string | undefined> = new Set([
  "sigmoid",
  "hardSigmoid",
  "tanh",
  "softmax",
  "softsign",
  "relu6",
]);

const saturates = ({ activation }: Step): boolean => saturating.has(activation);

const absolute = (model: LayersModel) =>
  [...new Set(model.weights)].map((variable) => [variable, (own: tf.Tensor) => tf.abs(own)] as const);

function absoluteProduct(w: tf.Tensor, gradient: tf.Tensor): number {
  const [a, b] = [w.dataSync(), gradient.dataSync()];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! * b[i]!);
  return sum;
}

/** Classes of layers that give c times as much for c times as much, c > 0. */
const homogeneous: ReadonlySet<string> = new Set([
  ...["Conv1D", "Conv2D", "DepthwiseConv2D", "DilatedDepthwiseConv2D", "SeparableConv2D", "Dense", "Rescaling"],
  ...["Add", "Average", "Maximum", "Minimum", "Concatenate"],
  ...["AveragePooling2D", "MaxPooling2D", "SameAveragePooling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D"],
  ...["ZeroPadding2D", "Cropping2D", "Flatten", "Reshape", "Permute", "Dropout", "ZerosLike"],
]);

const isHomogeneous = ({ className, activation }: Step): boolean =>
  className === "Activation" ? /^(relu|linear)$/.test(activation!) : homogeneous.has(className);

interface ScaledFlow {
  readonly around: Around;
  exponentOf(slot: Slot): number;
  /** The first saturating step that stopped all that flowed back to it, so that what is before it does not count. */
  flat(): Step | undefined;
}

/** Runs steps on values that are kept within float32 by a power of two each. */
function scaledFlow(withoutBatchNorm: boolean): ScaledFlow {
  const reached = { before: new Set<Step>(), behind: new Set<Step>() };
  const noting =
    (steps: Set<Step>, step: Step) =>
    (gradient: tf.Tensor): void => {
      if (!isZero(gradient)) steps.add(step);
    };
  const exponents = new Map<Slot, number>();
  const exponentOf = (slot: Slot): number => exponents.get(slot) ?? 0;
  const around: Around = (step, inputs) => {
    if (withoutBatchNorm && step.className === "BatchNormalization") {
      exponents.set(step.output, exponentOf(step.inputs[0]!));
      return inputs[0]!;
    }
    const exponent = isHomogeneous(step) ? Math.max(...step.inputs.map(exponentOf)) : 0;
    const aligned = inputs.map((x, i) => timesPowerOfTwo(x, exponentOf(step.inputs[i]!) - exponent));
    if (saturates(step)) {
      const [x] = aligned.map((value) => tellingGradient(value, noting(reached.before, step)));
      return tellingGradient(step.run([x!]), noting(reached.behind, step));
    }
    const y = runWithBias(step, aligned, exponent);
    const excess = isHomogeneous(step) ? excessOf(y.dataSync()) : 0;
    exponents.set(step.output, exponent + excess);
    return timesPowerOfTwo(y, -excess);
  };
  return { around, exponentOf, flat: () => [...reached.behind].findLast((step) => !reached.before.has(step)) };
}

const timesPowerOfTwo = (x: tf.Tensor, exponent: number): tf.Tensor => (exponent === 0 ? x : tf.mul(x, 2 ** exponent));

/** A bias is added to what was scaled. */
function runWithBias(step: Step, inputs: readonly tf.Tensor[], exponent: number): tf.Tensor {
  if (!step.bias || exponent === 0) return step.run(inputs);
  return withWeights([[step.bias, (own) => tf.mul(own, 2 ** -exponent)]], () => step.run(inputs));
}

/** The power of two by which the greatest value is out of the middle of float32's range. */
function excessOf(values: ArrayLike<number>): number {
  let greatest = 0;
  for (let i = 0; i < values.length; i++) greatest = Math.max(greatest, Math.abs(values[i]!));
  const exponent = Math.log2(greatest);
  return Number.isFinite(exponent) && Math.abs(exponent) > 10 ? Math.round(exponent) : 0;
}
