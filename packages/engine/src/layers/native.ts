/** What a part of a layer computes, as a description that can be run without tfjs. Layouts are N·H·W·C and H·W·I·O. */
import type { LayerVariable } from "@tensorflow/tfjs-layers";

/** One of these, or nothing, is said of every part; `kinds` has the entry that runs it. */
export type Native =
  | Convolution
  | Depthwise
  | BatchNorm
  | LayerNorm
  | Activation
  | Softmax
  | Merge
  | Concatenate
  | Margins
  | Pooling
  | Plain
  | Reshape
  | Dense
  | GroupedConvolution
  | Attention
  | Positions
  | FirstChannels;

export type NativeOf<K extends Native["kind"]> = Extract<Native, { kind: K }>;

type Pair = readonly [down: number, right: number];

interface Sliding {
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: "same" | "valid";
}

interface Convolution extends Sliding {
  readonly kind: "convolution";
  /** [height, width, in, out] */
  readonly kernel: LayerVariable;
  readonly bias?: LayerVariable;
}

interface Depthwise extends Sliding {
  readonly kind: "depthwise";
  /** [height, width, channel, multiplier] */
  readonly kernel: LayerVariable;
  readonly bias?: LayerVariable;
}

/** Normalization by the batch itself. */
interface BatchNorm {
  readonly kind: "batchNorm";
  readonly axis: number;
  readonly epsilon: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
  /** The averages that training keeps of the batches' moments, and the share that a step leaves of them. */
  readonly moving?: { readonly mean: LayerVariable; readonly variance: LayerVariable; readonly momentum: number };
}

/** Normalization of every sample by itself. */
interface LayerNorm {
  readonly kind: "layerNorm";
  readonly axes: readonly number[];
  readonly epsilon: number;
  readonly gamma?: LayerVariable;
  readonly beta?: LayerVariable;
}

/** A function of each number. */
interface Activation {
  readonly kind: "activation";
  readonly name: string;
}

/** Over the last axis. */
interface Softmax {
  readonly kind: "softmax";
}

/** Inputs of one shape, element by element; of a product the second may be [batch, 1, 1, channels]. */
interface Merge {
  readonly kind: "add" | "average" | "multiply";
}

interface Concatenate {
  readonly kind: "concatenate";
  readonly axis: number;
}

/** Zeros around an image; where a number is negative, so much is cut off. */
interface Margins {
  readonly kind: "margins";
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Padding is not counted in an average, and never the largest. */
interface Pooling {
  readonly kind: "averagePool" | "maxPool";
  readonly size: Pair;
  readonly strides: Pair;
  readonly padding: "same" | "valid";
}

/** `zeros` are zeros of the input's shape. */
interface Plain {
  readonly kind: "identity" | "zeros" | "globalAveragePool";
}

interface Reshape {
  readonly kind: "reshape";
  /** Without the batch; −1 is what is left, `flat` one axis. */
  readonly shape: readonly number[] | "flat";
}

/** A product over the last axis. */
interface Dense {
  readonly kind: "dense";
  /** [in, out] */
  readonly kernel: LayerVariable;
  readonly bias?: LayerVariable;
}

/** A convolution of each group of channels by itself. */
interface GroupedConvolution extends Sliding {
  readonly kind: "groupedConvolution";
  /** [height, width, in / groups, out] */
  readonly kernel: LayerVariable;
  readonly groups: number;
}

/** softmax(QKᵀ/√d)·V of every head; the channels are queries, keys and values, a third each. */
interface Attention {
  readonly kind: "attention";
  readonly heads: number;
}

/** Plus a learned number at every place of a sample. */
interface Positions {
  readonly kind: "positions";
  readonly embedding: LayerVariable;
}

interface FirstChannels {
  readonly kind: "firstChannels";
  readonly channels: number;
}
