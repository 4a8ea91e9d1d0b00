export { type CacheOptions, cacheDataset, datasetCache } from "./cache-dataset.ts";
export { type CaptureOptions, capture } from "./capture.ts";
export { type Dataset, inMemory, type Network, type NetworkRecord } from "./dataset.ts";
export { type CaptureEngine, type CaptureEngineOptions, captureEngine } from "./engine/capture-engine.ts";
export { type EngineChoice, engineForMany } from "./engine/choose.ts";
export { type CifarBatchOptions, cifarBatch, type Images } from "./images.ts";
export { batchInputs, type Inputs, randomInputs } from "./inputs.ts";
export { findInstances, type Instance } from "./instances.ts";
export { isStatisticName, type StatisticName, statisticNames } from "./names.ts";
export {
  cbr,
  isBatchNorm,
  isConvolution,
  isPassThrough,
  isRelu,
  type LayerTest,
  type LayerView,
  type Link,
  type Pattern,
  pattern,
  type RcbOptions,
  rcb,
} from "./pattern.ts";
export type { InstanceStatistics, Statistic } from "./statistic.ts";
