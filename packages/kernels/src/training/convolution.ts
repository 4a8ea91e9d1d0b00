import type { Convolution, ConvolutionGeometry } from "./convolution-plan.ts";
import { directConvolution } from "./direct.ts";
import { checkGeometry } from "./geometry.ts";
import type { TrainingKernels } from "./kernels.ts";
import { pointwiseApplies, pointwiseConvolution } from "./pointwise.ts";
import { winogradApplies, winogradConvolution } from "./winograd.ts";

/**
 * Plans a convolution of one geometry: any filter, strides, dilations and padding, which may differ from side to side.
 *
 * 1 × 1 filters that neither stride nor pad are matrix products; 3 × 3 filters of stride 1 between whole vectors of
 * channels, at least eight, run by Winograd's F(2×2, 3×3); everything else is summed directly over a padded copy of
 * each image. Planning checks the geometry and lays out the scratch memory, so keep the plan where a layer runs again.
 *
 * An output of Winograd's algorithm is within 2⁻²⁴ · (C + 14) · 64 · C · max|x| · max|filter| of the exact sum over C
 * channels, where the direct sum's bound is 2⁻²⁴ · (9 C)² · max|x| · max|filter|; on random data its error is the
 * smaller. NaN and infinities reach every output whose window sees them. Winograd's algorithm may also spread them as
 * NaN over the 4 × 4 tile of inputs they lie in, that is to the tile's other outputs, and in the filter's gradient to
 * all taps of their channels. Padding is multiplied as zeros are: an infinite weight meets it as NaN.
 *
 * Throws a RangeError where a size is not a whole number from 1, or a padding from 0.
 *
 * @example
 * ```ts
 * import { convolution, trainingKernels } from "@eznas/kernels/training";
 *
 * const memory = new WebAssembly.Memory({ initial: 1 });
 * const slide = { input: 3, output: 3, filter: 3, stride: 1, dilation: 1, padding: 1 };
 * const { forward, scratchBytes } = convolution(trainingKernels(memory), {
 *   window: { rows: slide, columns: slide },
 *   batch: 1,
 *   inputChannels: 1,
 *   outputChannels: 1,
 * });
 * scratchBytes; // → 192
 * const floats = new Float32Array(memory.buffer);
 * floats.fill(1, 0, 9); // x
 * floats.fill(1, 16, 25); // the filter
 * forward(0, 64, 128, 192);
 * floats.slice(32, 41).join(" "); // → '4 6 4 6 9 6 4 6 4'
 * ```
 */
export function convolution(kernels: TrainingKernels, geometry: ConvolutionGeometry): Convolution {
  const { window, ...counts } = geometry;
  checkGeometry("convolution", window, counts);
  if (pointwiseApplies(geometry)) return pointwiseConvolution(kernels, geometry);
  return winogradApplies(geometry) ? winogradConvolution(kernels, geometry) : directConvolution(kernels, geometry);
}
