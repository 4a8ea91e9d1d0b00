export { convolution } from "./training/convolution.ts";
export type { Convolution, ConvolutionGeometry } from "./training/convolution-plan.ts";
export { type DepthwiseGeometry, depthwiseConvolution } from "./training/depthwise.ts";
export {
  type Pointer,
  type PoolSizes,
  type TrainingKernelOptions,
  type TrainingKernels,
  trainingKernels,
} from "./training/kernels.ts";
export { type Pooling, type PoolingGeometry, pooling } from "./training/pooling.ts";
