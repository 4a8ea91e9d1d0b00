export { activationCodes, allFinite, differingBits, largest } from "./training/activation-codes";
export { batchNorm } from "./training/batch-norm";
export { batchNormGradient } from "./training/batch-norm-gradient";
export {
  addBias,
  channelSums,
  globalAveragePool,
  globalAveragePoolGradient,
  repeatChannels,
  spreadChannels,
  sumRepeated,
} from "./training/channels";
export { combineChannels } from "./training/combine-channels";
export { contract } from "./training/contract";
export { depthwise, depthwiseFilterGradient } from "./training/depthwise";
export { accumulate, add, fill, multiply, relu, reluGradient, scale } from "./training/elementwise";
export { maxPool, maxPoolGradient } from "./training/max-pool";
export { gemm, gemmTransposedA, gemmTransposedB } from "./training/multiply";
export { pad } from "./training/pad";
export { averagePool, averagePoolGradient } from "./training/pool";
export { filterToOihw, rotateFilter, transpose, transposeBatch } from "./training/transpose";
export { winogradCorrelation, winogradProduct } from "./training/winograd";
export { winogradFilter, winogradFilterGradient } from "./training/winograd-filter";
export { winogradInput } from "./training/winograd-input";
export { winogradOutput, winogradOutputGradient } from "./training/winograd-output";
