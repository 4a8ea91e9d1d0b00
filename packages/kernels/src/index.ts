export { type Backend, type BackendName, describeBackend } from "./backend/backend.ts";
export { BackendUnavailable } from "./backend/backend-unavailable.ts";
export { type KernelBuild, kernelsInUse, simdByDefault } from "./backend/kernels-in-use.ts";
export { OutOfMemory } from "./backend/out-of-memory.ts";
export { type BatchNormTraining, batchNormTraining } from "./batch-norm/batch-norm-training.ts";
export { registerGradientKernels } from "./gradients/register.ts";
export { standardNormal } from "./normal/standard-normal.ts";
export type { SimdOptions } from "./simd/options.ts";
export { type BackendOptions, useBackend } from "./use-backend.ts";
