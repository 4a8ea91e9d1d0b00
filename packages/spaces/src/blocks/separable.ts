import type { Depthwise, Layers } from "./layers.ts";

export interface Separable extends Depthwise {
  readonly filters: number;
}

/** ReLU, a depthwise convolution, one of 1×1, batch norm: the half of a separable convolution, or a dilated one. */
export function reluSeparableBn<X>(layers: Layers<X>, x: X, { filters, ...window }: Separable, at: string): X {
  const rectified = layers.relu(x, `${at}/relu`);
  const apart = layers.depthwise(rectified, window, `${at}/depthwise`);
  return layers.batchNorm(layers.convolution(apart, { filters, size: 1 }, `${at}/pointwise`), `${at}/bn`);
}

/** A {@link reluSeparableBn} twice, of which the first takes the stride: the `sep_conv` of all spaces since NASNet. */
export function separableTwice<X>(layers: Layers<X>, x: X, { stride = 1, ...window }: Separable, at: string): X {
  const first = reluSeparableBn(layers, x, { ...window, stride }, `${at}/a`);
  return reluSeparableBn(layers, first, window, `${at}/b`);
}
