export { type CacheOptions, cacheDataset, datasetCache } from "./cache-dataset.ts";
export { type CaptureOptions, capture } from "./capture.ts";
export { type Dataset, inMemory, type Network, type NetworkRecord } from "./dataset.ts";
export { type CaptureEngine, type CaptureEngineOptions, captureEngine } from "./engine/capture-engine.ts";
export { type EngineChoice, engineForMany } from "./engine/choose.ts";
export { type CifarBatchOptions, cifarBatch, type ImageBatch, type Images } from "./images.ts";
export { batchInputs, type Inputs, randomInputs } from "./inputs.ts";
export { findInstances, type Instance } from "./instances.ts";
export { captureInterSample, type InterSampleOptions } from "./inter-sample/capture-inter-sample.ts";
export { joinInstances } from "./inter-sample/join-instances.ts";
export { type InterSampleName, interSampleNames, type TerminalName, terminalNames } from "./inter-sample/names.ts";
export {
  isActivation,
  isBatchNorm,
  isConvolution,
  isDense,
  isDepthwise,
  isLayerNorm,
  isPassThrough,
  isPointwise,
  isRelu,
  type LayerTest,
  type LayerView,
} from "./layer-tests.ts";
export { isStatisticName, type StatisticName, statisticNames } from "./names.ts";
export { cbr, type Link, type Pattern, pattern, type RcbOptions, rcb } from "./pattern.ts";
export {
  type DenseNormOptions,
  type DenseOptions,
  denseActivation,
  denseNorm,
  layerNormDense,
} from "./patterns/dense.ts";
export { mobile, type SeparableOptions, separable } from "./patterns/separable.ts";
export type { InstanceStatistics, Statistic } from "./statistic.ts";
