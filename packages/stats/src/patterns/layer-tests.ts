/** What a link of a pattern may ask of a layer. */

/** What a pattern is told about a layer, or about the part of a layer that is its activation. */
export interface LayerView {
  readonly name: string;
  /** As tf.layers has it: `Conv2D`, `BatchNormalization`, … An activation is `Activation` however it was written. */
  readonly className: string;
  /** `relu`, `relu6`, `tanh`, … where the layer is an activation. */
  readonly activation?: string;
  /** The shape of the layer's kernel, as tf.layers holds it, where it has one. */
  readonly kernel?: readonly (number | null)[];
  /**
   * Whether that kernel is [height, width, channel, multiplier]: a DepthwiseConv2D's,
   * or the first of a SeparableConv2D.
   */
  readonly depthwise?: boolean;
}

export type LayerTest = (layer: LayerView) => boolean;

/** ReLU in any spelling: a ReLU layer, an activation layer, or a layer's `activation`. Not the clipped ones. */
export const isRelu: LayerTest = ({ activation }) => activation === "relu";

/** ReLU as {@link isRelu} has it, or one clipped at 6. */
export const isReluOrRelu6: LayerTest = (layer) => isRelu(layer) || layer.activation === "relu6";

/**
 * The test for activations of these names, in any spelling, as tf.layers has them; for any but
 * the linear one where none is named.
 *
 * @example
 * ```ts
 * import { isActivation } from "@eznas/stats";
 *
 * isActivation("relu", "gelu")({ name: "act", className: "Activation", activation: "gelu" }); // → true
 * isActivation()({ name: "act", className: "Activation", activation: "linear" }); // → false
 * ```
 */
export function isActivation(...names: readonly string[]): LayerTest {
  return ({ activation }) =>
    activation !== undefined && (names.length > 0 ? names.includes(activation) : activation !== "linear");
}

/**
 * Conv2D and DepthwiseConv2D (a SeparableConv2D is one after the other), and layers of
 * your own with a `kernel` of rank 4.
 */
export const isConvolution: LayerTest = ({ className, kernel }) =>
  kernel?.length === 4 && !/Transpose$/.test(className);

/** A convolution of every channel by itself: a DepthwiseConv2D, or the first part of a SeparableConv2D. */
export const isDepthwise: LayerTest = (layer) => isConvolution(layer) && layer.depthwise === true;

/** A convolution of 1×1 over all channels, as the second part of a SeparableConv2D. */
export const isPointwise: LayerTest = (layer) =>
  isConvolution(layer) && !layer.depthwise && layer.kernel?.[0] === 1 && layer.kernel[1] === 1;

/** A product over the last axis: Dense, and layers of your own with a `kernel` of rank 2. */
export const isDense: LayerTest = ({ kernel }) => kernel?.length === 2;

/** A batch normalization. */
export const isBatchNorm: LayerTest = ({ className }) => className === "BatchNormalization";

/** A layer normalization. */
export const isLayerNorm: LayerTest = ({ className }) => className === "LayerNormalization";

const idle = /^(ZeroPadding2D|Cropping2D|Dropout|SpatialDropout1D|AlphaDropout|GaussianDropout|GaussianNoise)$/;

/** Padding and cropping, what is the identity outside training (dropout, noise), and the linear activation. */
export const isPassThrough: LayerTest = ({ className, activation }) => idle.test(className) || activation === "linear";
