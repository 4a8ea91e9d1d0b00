import { backend_util } from "@tensorflow/tfjs-core";

/** How a filter slides along one axis of an image. */
export interface Slide {
  /** Lengths along the axis: of the input, of the output, of the filter. */
  readonly input: number;
  readonly output: number;
  readonly filter: number;
  readonly stride: number;
  readonly dilation: number;
  /** Zeros before the input's first element. */
  readonly padding: number;
}

/** The attributes that tfjs hands to the gradient kernels of its convolutions. */
export interface ConvAttributes {
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  /** tf.layers says null for none. */
  readonly dilations?: number | [number, number] | null;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly dataFormat?: "NHWC" | "NCHW";
}

export interface Window {
  readonly rows: Slide;
  readonly columns: Slide;
}

type Shape4D = [number, number, number, number];

/**
 * The window of a convolution. Its output's size is read from `output`, the shape that the forward pass had, and not
 * computed again: tfjs does not hand `dimRoundingMode` to every gradient.
 */
export function windowOf(
  input: readonly number[],
  filter: readonly number[],
  output: readonly number[],
  attributes: ConvAttributes,
): Window {
  const { strides, pad, dilations, dimRoundingMode } = attributes;
  const info = backend_util.computeConv2DInfo(
    input as Shape4D,
    filter as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  const axis = (at: 1 | 2, stride: number, dilation: number, padding: number): Slide => ({
    input: input[at]!,
    output: output[at]!,
    filter: filter[at - 1]!,
    stride,
    dilation,
    padding,
  });
  return {
    rows: axis(1, info.strideHeight, info.dilationHeight, info.padInfo.top),
    columns: axis(2, info.strideWidth, info.dilationWidth, info.padInfo.left),
  };
}
