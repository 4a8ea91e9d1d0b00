import type { Layers } from "./layers.ts";
import { reluConvBn } from "./relu-conv-bn.ts";

/**
 * A basic residual block that halves height and width: two ReLU-Conv3×3-BN, the first of stride 2, beside an average
 * pool of 2×2 with a convolution of 1×1 that has no batch norm.
 */
export function reducingResidual<X>(layers: Layers<X>, x: X, filters: number, at: string): X {
  const a = reluConvBn(layers, x, { filters, size: 3, stride: 2 }, `${at}/a`);
  const b = reluConvBn(layers, a, { filters, size: 3 }, `${at}/b`);
  const pooled = layers.averagePool(x, { size: 2, stride: 2 }, `${at}/shortcut/pool`);
  const shortcut = layers.convolution(pooled, { filters, size: 1 }, `${at}/shortcut/conv`);
  return layers.add([shortcut, b], `${at}/add`);
}
