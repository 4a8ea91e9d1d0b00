/** Down and to the right; one number is both. */
export type Extent = number | readonly [down: number, right: number];

/** A window that slides over an image, which is padded alike on all sides by half the window's reach, as PyTorch does. */
export interface Sliding {
  /** Odd. */
  readonly size: Extent;
  /** Default: 1. */
  readonly stride?: Extent;
}

/** A convolution without bias. */
export interface Convolution extends Sliding {
  readonly filters: number;
}

/** A convolution of each channel with a filter of its own, without bias. */
export interface Depthwise extends Sliding {
  /** From one tap of the filter to the next. Default: 1. */
  readonly dilation?: number;
}

/** Square windows that count no padding: odd ones are padded alike on all sides, even ones not at all. */
export interface Pooling {
  readonly size: number;
  /** Default: 1. */
  readonly stride?: number;
}

/**
 * The layers that networks are made of, over values `X`.
 *
 * A network is written once, against this. {@link buildModel} gives it symbolic tensors and gets a model, {@link costOf}
 * gives it shapes and counts; so the counts cannot depart from the model. Every layer has a name that says where it is.
 */
export interface Layers<X> {
  convolution(x: X, options: Convolution, name: string): X;
  depthwise(x: X, options: Depthwise, name: string): X;
  batchNorm(x: X, name: string): X;
  relu(x: X, name: string): X;
  averagePool(x: X, options: Pooling, name: string): X;
  maxPool(x: X, options: Pooling, name: string): X;
  /** Zeros of the value's shape, through which the gradient is zero and not missing. */
  zeros(x: X, name: string): X;
  /**
   * Without the first row and column, so that what strides over it by two meets the pixels that it passed over before; an odd
   * length has a zero at its end, so that it meets as many.
   */
  shift(x: X, name: string): X;
  add(xs: readonly X[], name: string): X;
  /** The channels of one after those of the other. */
  concatenate(xs: readonly X[], name: string): X;
  globalAveragePool(x: X, name: string): X;
  linear(x: X, units: number, name: string): X;
}

/** From the images to the logits. */
export type Network = <X>(layers: Layers<X>, images: X) => X;

/** Both numbers of an extent. */
export const pair = (extent: Extent): [down: number, right: number] =>
  typeof extent === "number" ? [extent, extent] : [...extent];
