import type { Layers } from "./layers.ts";

/**
 * Halves height and width: ReLU, two convolutions of 1×1 with stride 2, one of the map and one of the map without its
 * first row and column, so that no pixel's row and column are both lost; half the
 * filters each, concatenated; batch norm.
 */
export function factorizedReduce<X>(layers: Layers<X>, x: X, filters: number, at: string): X {
  const rectified = layers.relu(x, `${at}/relu`);
  const half = Math.floor(filters / 2);
  const even = layers.convolution(rectified, { filters: half, size: 1, stride: 2 }, `${at}/conv1`);
  const shifted = layers.shift(rectified, `${at}/shift`);
  const odd = layers.convolution(shifted, { filters: filters - half, size: 1, stride: 2 }, `${at}/conv2`);
  return layers.batchNorm(layers.concatenate([even, odd], `${at}/concat`), `${at}/bn`);
}
