export { type CaptureOptions, capture } from "./capture/capture.ts";
export { type CacheOptions, cacheDataset, datasetCache } from "./dataset/cache-dataset.ts";
export { type Dataset, inMemory, type Network, type NetworkRecord } from "./dataset/dataset.ts";
export { subset } from "./dataset/subset.ts";
export { batchInputs, bytesOfInputs, type Inputs, randomInputs } from "./inputs.ts";
export { captureInterSample, type InterSampleOptions } from "./inter-sample/capture-inter-sample.ts";
export { joinInstances } from "./inter-sample/join-instances.ts";
export { isStatisticName, type StatisticName, statisticNames } from "./names.ts";
export {
  type DenseNormOptions,
  type DenseOptions,
  denseActivation,
  denseNorm,
  layerNormDense,
} from "./patterns/dense.ts";
export { type FittingPattern, fittingPatterns, patternAdvice } from "./patterns/fitting-patterns.ts";
export { findInstances, type Instance } from "./patterns/instances.ts";
export { type KnownPattern, knownPatterns } from "./patterns/known-patterns.ts";
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
} from "./patterns/layer-tests.ts";
export { cbr, convNorm, type Link, type Pattern, pattern, type RcbOptions, rcb } from "./patterns/pattern.ts";
export { mobile, type SeparableOptions, separable } from "./patterns/separable.ts";
export type { InstanceStatistics, Statistic } from "./statistic.ts";
export { type InterSampleName, interSampleNames, type TerminalName, terminalNames } from "./terminal-names.ts";
export { type CaptureTerminalsOptions, captureTerminals } from "./terminals/capture-terminals.ts";
export { terminals } from "./terminals/table.ts";
export {
  type CapturedNetwork,
  extendTerminals,
  type TerminalSpec,
  type TerminalTable,
  terminal,
} from "./terminals/terminal.ts";
