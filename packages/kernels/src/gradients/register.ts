import * as tf from "@tensorflow/tfjs-core";
import { normalize, normalizeGradient } from "../batch-norm/composed.ts";
import { batchNormTrainingGradKernel, batchNormTrainingKernel } from "../batch-norm/kernel-names.ts";
import * as batchNorm from "../simd/batch-norm.ts";
import * as convolution from "../simd/convolution.ts";
import type { Heap } from "../simd/heap.ts";
import { heaps } from "../simd/heaps.ts";
import { completeOptions, type SimdOptions } from "../simd/options.ts";
import * as pooling from "../simd/pooling.ts";
import * as reduction from "../simd/reduction.ts";
import * as relu from "../simd/relu.ts";
import { transpose } from "../simd/transpose.ts";
import { averagePoolGradient } from "./average-pool.ts";
import { replaceBatchNormGradient } from "./batch-norm.ts";
import { conv2dFilterGradient } from "./conv2d-filter.ts";
import { depthwiseFilterGradient } from "./depthwise-filter.ts";
import { depthwiseInputGradient } from "./depthwise-input.ts";
import { maxPoolGradient } from "./max-pool.ts";
import { reluGradient, reluGradKernel, replaceReluGradient } from "./relu.ts";
import { type Service, serve, servedUnder } from "./serve.ts";

const services = [
  { kernelName: tf.Conv2D, fast: convolution.conv2d },
  { kernelName: tf.FusedConv2D, fast: convolution.fusedConv2d },
  { kernelName: tf.Conv2DBackpropInput, fast: convolution.conv2dInputGradient },
  { kernelName: tf.Conv2DBackpropFilter, fast: convolution.conv2dFilterGradient, composed: conv2dFilterGradient },
  { kernelName: tf.DepthwiseConv2dNative, fast: convolution.depthwiseConv2d },
  { kernelName: tf.FusedDepthwiseConv2D, fast: convolution.fusedDepthwiseConv2d },
  {
    kernelName: tf.DepthwiseConv2dNativeBackpropInput,
    fast: convolution.depthwiseInputGradient,
    composed: depthwiseInputGradient,
  },
  {
    kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
    fast: convolution.depthwiseFilterGradient,
    composed: depthwiseFilterGradient,
  },
  { kernelName: tf.AvgPoolGrad, fast: pooling.averagePoolGradient, composed: averagePoolGradient },
  { kernelName: tf.MaxPoolGrad, fast: pooling.maxPoolGradient, composed: maxPoolGradient },
  { kernelName: batchNormTrainingKernel, fast: batchNorm.batchNormTraining, composed: normalize },
  { kernelName: batchNormTrainingGradKernel, fast: batchNorm.batchNormTrainingGradient, composed: normalizeGradient },
  { kernelName: reluGradKernel, fast: relu.reluGradient, composed: reluGradient },
  { kernelName: tf.Sum, fast: reduction.sum },
  { kernelName: tf.Mean, fast: reduction.mean },
  { kernelName: tf.Transpose, fast: transpose },
  // The stock kernel copies, and each tensor that is saved for the backward pass is one of these.
  { kernelName: tf.Identity, fast: (heap: Heap, { x }: tf.NamedTensorInfoMap) => heap.share(x!) },
] as unknown as readonly Service[];

/**
 * Registers the gradients that TensorFlow.js 4.22 lacks on its wasm backend: of `conv2d` by its filter, of
 * `depthwiseConv2d` by its filter and its input; and puts right two: of `maxPool`, which loses the gradient of windows
 * whose maximum is negative, and of `avgPool`, which is too small at padded edges. With them `model.fit` trains a
 * convolutional network on wasm. SIMD kernels serve where they can, in the place of stock kernels too.
 *
 * `useBackend("wasm")` calls it; call it yourself where you choose the backend without `useBackend`. Calling it again
 * is harmless: without options it leaves what is registered, with others it changes to those. Kernels outlive the
 * backend, so it needs no second call when that is made anew.
 *
 * @example
 * ```ts
 * import { registerGradientKernels, useBackend } from "@eznas/kernels";
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * await useBackend("wasm");
 * registerGradientKernels(); // → undefined
 * const image: tf.Tensor4D = tf.ones([1, 3, 3, 1]);
 * const gradient = tf.grad((filter) => tf.conv2d(image, filter as tf.Tensor4D, 2, "same"));
 * [...gradient(tf.zeros([2, 2, 1, 1])).dataSync()]; // → [ 4, 2, 2, 1 ]
 * ```
 */
export function registerGradientKernels(options?: SimdOptions): void {
  // Each time: tfjs may have registered its gradients since.
  replaceReluGradient();
  replaceBatchNormGradient();
  const now = servedUnder(tf.Conv2DBackpropFilter);
  if (now && !options) return;
  const wanted = completeOptions(options ?? {});
  if (now?.simd === wanted.simd && now.relaxedSimd === wanted.relaxedSimd) return;
  const heapOf = heaps(wanted);
  for (const service of services) serve(service, wanted, heapOf);
}
