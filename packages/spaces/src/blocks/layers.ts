/** A convolution without bias, square and padded alike on all sides. */
export interface Convolution {
  readonly filters: number;
  readonly size: number;
  /** Default: 1. */
  readonly stride?: number;
}

/** An average over square windows, which counts no padding. */
export interface Pooling {
  readonly size: number;
  /** Default: 1, with as much padding as keeps the size; larger strides take no padding. */
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
  batchNorm(x: X, name: string): X;
  relu(x: X, name: string): X;
  averagePool(x: X, options: Pooling, name: string): X;
  /** Zeros of the value's shape, through which the gradient is zero and not missing. */
  zeros(x: X, name: string): X;
  add(xs: readonly X[], name: string): X;
  globalAveragePool(x: X, name: string): X;
  linear(x: X, units: number, name: string): X;
}

/** From the images to the logits. */
export type Network = <X>(layers: Layers<X>, images: X) => X;
