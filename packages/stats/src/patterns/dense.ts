/**
 * Blocks of dense layers. T3 is the kernel as [out, in]; T1, T2 and T4 are [batch, features], with
 * further axes [batch, features, …].
 */
import { isActivation, isBatchNorm, isDense, isLayerNorm, type LayerTest } from "./layer-tests.ts";
import { nameOf } from "./name-of.ts";
import { type Pattern, pattern } from "./pattern.ts";

export interface DenseOptions {
  /** Which activations count, by their names in tf.layers; `relu` and `gelu` by default. */
  readonly activations?: readonly string[];
}

export interface DenseNormOptions extends DenseOptions {
  /** What normalizes; either kind by default. */
  readonly norm?: "batch" | "layer";
}

const usual = ["relu", "gelu"];

/**
 * Activation-Dense-norm, the dense kin of ReLU-Conv-BatchNorm: T1 is the activation's input, T2 the dense layer's, T3
 * its kernel, T4 the output of the batch norm or layer norm.
 *
 * @example
 * ```ts
 * import { denseNorm } from "@eznas/stats";
 *
 * denseNorm({ norm: "layer" }).links.map(({ label }) => label).join(" → "); // → 'relu|gelu → Dense → LayerNorm'
 * ```
 */
export function denseNorm({ activations = usual, norm }: DenseNormOptions = {}): Pattern {
  const isNorm: LayerTest = (layer) =>
    (norm !== "layer" && isBatchNorm(layer)) || (norm !== "batch" && isLayerNorm(layer));
  return pattern(named("denseNorm", activations, norm), [
    { layer: isActivation(...activations), label: activations.join("|"), input: "T1" },
    { layer: isDense, label: "Dense", input: "T2", weight: "T3" },
    { layer: isNorm, label: norm === "batch" ? "BatchNorm" : norm === "layer" ? "LayerNorm" : "norm", output: "T4" },
  ]);
}

/**
 * Dense-activation, of networks without norms: T1 is the dense layer's input, T2 the activation's input, T3 the kernel,
 * T4 the activation's output.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { denseActivation, findInstances } from "@eznas/stats";
 * import { layers, sequential } from "@tensorflow/tfjs-layers";
 *
 * await useBackend("cpu");
 * const model = sequential();
 * model.add(layers.dense({ name: "hidden", units: 8, activation: "relu", inputShape: [4] }));
 * model.add(layers.dense({ name: "logits", units: 2 }));
 * findInstances(model, denseActivation()).map(({ name }) => name); // → [ 'hidden' ]
 * ```
 */
export function denseActivation({ activations = usual }: DenseOptions = {}): Pattern {
  return pattern(named("denseActivation", activations), [
    { layer: isDense, label: "Dense", input: "T1", weight: "T3" },
    { layer: isActivation(...activations), label: activations.join("|"), input: "T2", output: "T4" },
  ]);
}

/**
 * LayerNorm-Dense-activation, the first half of a transformer's or a mixer's block of dense layers: T1 is the layer
 * norm's input, T2 its output, T3 the dense layer's kernel, T4 the activation's output.
 *
 * @example
 * ```ts
 * import { layerNormDense } from "@eznas/stats";
 *
 * layerNormDense().links.map(({ label }) => label).join(" → "); // → 'LayerNorm → Dense → relu|gelu'
 * ```
 */
export function layerNormDense({ activations = usual }: DenseOptions = {}): Pattern {
  return pattern(named("layerNormDense", activations), [
    { layer: isLayerNorm, label: "LayerNorm", input: "T1" },
    { layer: isDense, label: "Dense", input: "T2", weight: "T3" },
    { layer: isActivation(...activations), label: activations.join("|"), output: "T4" },
  ]);
}

function named(base: string, activations: readonly string[], ...options: readonly (string | undefined)[]): string {
  const others = activations.join() === usual.join() ? [] : [activations.join("|")];
  return nameOf(base, ...options.filter((option) => option !== undefined), ...others);
}
