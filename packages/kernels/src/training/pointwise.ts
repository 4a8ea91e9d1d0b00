import type { Convolution, ConvolutionGeometry } from "./convolution-plan.ts";
import { float } from "./geometry.ts";
import type { TrainingKernels } from "./kernels.ts";

/** Whether every output pixel is a product of its own input pixel. */
export function pointwiseApplies({ window }: ConvolutionGeometry): boolean {
  return [window.rows, window.columns].every(
    ({ filter, stride, padding, input, output }) => filter === 1 && stride === 1 && padding === 0 && input === output,
  );
}

/** A 1 × 1 convolution: three matrix products over the pixels of the whole batch, which are not copied. */
export function pointwiseConvolution(kernels: TrainingKernels, geometry: ConvolutionGeometry): Convolution {
  const { window, batch, inputChannels, outputChannels } = geometry;
  const pixels = batch * window.rows.input * window.columns.input;
  return {
    scratchBytes: inputChannels * outputChannels * float,
    forward: (x, filter, y) => kernels.gemm(x, filter, y, pixels, inputChannels, outputChannels),
    inputGradient: (dy, filter, dx, scratch) =>
      kernels.gemmTransposedB(dy, filter, dx, pixels, outputChannels, inputChannels, scratch),
    filterGradient: (x, dy, dfilter) => kernels.gemmTransposedA(x, dy, dfilter, inputChannels, pixels, outputChannels),
  };
}
