/** Down and to the right; one number is both. */
export type Extent = number | readonly [down: number, right: number];

/**
 * A window that slides over an image, which is padded alike on all sides by half the window's reach, as PyTorch does.
 */
export interface Sliding {
  /** Odd. */
  readonly size: Extent;
  /** Default: 1. */
  readonly stride?: Extent;
}

/** A convolution without bias. */
export interface ConvolutionShape extends Sliding {
  readonly filters: number;
  /**
   * Into how many parts the channels fall, of which each is convolved by itself;
   * divides channels and filters. Default: 1.
   */
  readonly groups?: number;
}

/** A convolution of each channel with a filter of its own, without bias. */
export interface Depthwise extends Sliding {
  /** From one tap of the filter to the next. Default: 1. */
  readonly dilation?: number;
}

export interface Patches {
  /** Height and width of a window, of which an image is a whole number high and wide. */
  readonly size: number;
  readonly filters: number;
}

export interface Attention {
  /** Divides a third of the channels. */
  readonly heads: number;
}

/** Square windows that count no padding: odd ones are padded alike on all sides, even ones not at all. */
export interface PoolingShape {
  readonly size: number;
  /** Default: 1. */
  readonly stride?: number;
}

/** Activations by their names in tf.layers, which are those that networks of the spaces have. */
export const activations = [
  "relu",
  "relu6",
  "elu",
  "selu",
  "swish",
  "gelu",
  "softplus",
  "tanh",
  "sigmoid",
  "linear",
] as const;

export type Activation = (typeof activations)[number];

/**
 * The layers that networks are made of, over values `X`.
 *
 * A network is written once, against this. {@link buildModel} gives it symbolic tensors and gets a model,
 * {@link costOf} gives it shapes and counts; so the counts cannot depart from the model. Every
 * layer has a name that says where it is.
 */
export interface Layers<X> {
  convolution(x: X, options: ConvolutionShape, name: string): X;
  depthwise(x: X, options: Depthwise, name: string): X;
  batchNorm(x: X, name: string): X;
  /** Every pixel's channels by themselves to mean 0 and variance 1, then scaled and shifted. */
  layerNorm(x: X, name: string): X;
  relu(x: X, name: string): X;
  activation(x: X, activation: Activation, name: string): X;
  averagePool(x: X, options: PoolingShape, name: string): X;
  maxPool(x: X, options: PoolingShape, name: string): X;
  /** Zeros of the value's shape, through which the gradient is zero and not missing. */
  zeros(x: X, name: string): X;
  /**
   * Without the first row and column, so that what strides over it by two meets the pixels that it passed over before;
   * an odd length has a zero at its end, so that it meets as many.
   */
  shift(x: X, name: string): X;
  add(xs: readonly X[], name: string): X;
  /** The channels of one after those of the other. */
  concatenate(xs: readonly X[], name: string): X;
  /** The first so many channels. */
  firstChannels(x: X, count: number, name: string): X;
  /** Each channel times its factor, of as many as {@link dense} makes of what {@link globalAveragePool} puts out. */
  scale(x: X, factors: X, name: string): X;
  globalAveragePool(x: X, name: string): X;
  /** The classifier: a product over the channels, with bias. */
  linear(x: X, units: number, name: string): X;
  /** A product over every pixel's channels, with bias, inside a network: its weights are drawn as a convolution's. */
  dense(x: X, units: number, name: string): X;
  /** A convolution over windows that do not overlap, with bias: the tokens of a vision transformer. */
  patches(x: X, options: Patches, name: string): X;
  /** Plus a learned number for every pixel and channel. */
  positions(x: X, name: string): X;
  /**
   * Every pixel's queries, keys and values, a third of the channels each and a head's next to
   * each other, to its weighted values.
   */
  attention(x: X, options: Attention, name: string): X;
}

/** From the images to the logits. */
export type NetworkDefinition = <X>(layers: Layers<X>, images: X) => X;

/** Both numbers of an extent. */
export const pair = (extent: Extent): [down: number, right: number] =>
  typeof extent === "number" ? [extent, extent] : [...extent];
