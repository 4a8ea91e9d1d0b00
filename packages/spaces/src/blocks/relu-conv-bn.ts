import type { ConvolutionShape, Layers } from "./layers.ts";

/** ReLU, convolution, batch norm: the paper's instance (§3.1). */
export function reluConvBn<X>(layers: Layers<X>, x: X, convolution: ConvolutionShape, at: string): X {
  const rectified = layers.relu(x, `${at}/relu`);
  return layers.batchNorm(layers.convolution(rectified, convolution, `${at}/conv`), `${at}/bn`);
}
