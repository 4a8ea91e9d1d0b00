export type { Accuracy, TableOptions } from "./accuracy-table/accuracy.ts";
export { type CsvOptions, readAccuracyTable } from "./accuracy-table/csv.ts";
export { type NdsAccuracy, readNds } from "./accuracy-table/nds.ts";
export { readSuiteZero, type SuiteZeroOptions } from "./accuracy-table/suite-zero.ts";
export { UnknownColumn } from "./accuracy-table/unknown-column.ts";
export { Attention, type AttentionArgs } from "./blocks/attention.ts";
export { type BuildOptions, buildModel } from "./blocks/build-model.ts";
export { type Cost, costOf, layersOf } from "./blocks/cost.ts";
export { DilatedDepthwiseConv2D, type DilatedDepthwiseConv2DArgs } from "./blocks/dilated-depthwise-conv-2d.ts";
export { FirstChannels, type FirstChannelsArgs } from "./blocks/first-channels.ts";
export { GroupedConv2D, type GroupedConv2DArgs } from "./blocks/grouped-conv-2d.ts";
export { type Initialization, type Initialized, initializations } from "./blocks/initialization.ts";
export {
  type Activation,
  type Attention as AttentionOptions,
  activations,
  type ConvolutionShape,
  type Depthwise,
  type Extent,
  type Layers,
  type NetworkDefinition,
  type Patches,
  type PoolingShape,
  type Sliding,
} from "./blocks/layers.ts";
export { Positions, type PositionsArgs } from "./blocks/positions.ts";
export type { Norm } from "./blocks/residual-unit.ts";
export { SameAveragePooling2D } from "./blocks/same-average-pooling-2d.ts";
export { ZerosLike } from "./blocks/zeros-like.ts";
export { type AnyNetArchitecture, type AnyNetOptions, type AnyNetStage, anyNet } from "./choice-spaces/any-net.ts";
export type { Chain, Choice, ChoiceNetworks, ChoicesOf, ChoiceTable, Values } from "./choice-spaces/choice-space.ts";
export { choiceSpace } from "./choice-spaces/choice-space.ts";
export {
  type MobileNetArchitecture,
  type MobileNetOptions,
  type MobileNetStage,
  mobileNet,
} from "./choice-spaces/mobile-net.ts";
export {
  type ResidualActivationsArchitecture,
  type ResidualActivationsOptions,
  type ResidualActivationsUnit,
  residualActivations,
} from "./choice-spaces/residual-activations.ts";
export {
  type ResidualDepthsArchitecture,
  type ResidualDepthsOptions,
  type ResidualDepthsStage,
  residualDepths,
} from "./choice-spaces/residual-depths.ts";
export {
  type ResidualNormsArchitecture,
  type ResidualNormsOptions,
  type ResidualNormsUnit,
  residualNorms,
} from "./choice-spaces/residual-norms.ts";
export { type StackArchitecture, type StackBlock, type StackOptions, stack } from "./choice-spaces/stack.ts";
export {
  type VisionTransformerArchitecture,
  type VisionTransformerBlock,
  type VisionTransformerOptions,
  type VisionTransformerWhole,
  visionTransformer,
} from "./choice-spaces/vision-transformer.ts";
export { type DrawEvenlyOptions, drawEvenly } from "./draw-evenly.ts";
export {
  type NasBench101Architecture,
  type NasBench101Operation,
  type NasBench101Vertex,
  nasBench101Operations,
} from "./nas-bench-101/architecture.ts";
export { type NasBench101Options, nasBench101 } from "./nas-bench-101/nas-bench-101.ts";
export {
  type NasBench201Architecture,
  type NasBench201Operation,
  nasBench201Operations,
} from "./nas-bench-201/architecture.ts";
export { functionOf } from "./nas-bench-201/function-of.ts";
export { type NasBench201Options, nasBench201 } from "./nas-bench-201/nas-bench-201.ts";
export { fromNaslib } from "./nas-bench-201/naslib.ts";
export {
  type NasBenchMacroArchitecture,
  type NasBenchMacroLayer,
  type NasBenchMacroOptions,
  nasBenchMacro,
} from "./nas-bench-macro/nas-bench-macro.ts";
export {
  type NatsBenchSssArchitecture,
  type NatsBenchSssChannels,
  natsBenchSssChannels,
} from "./nats-bench-sss/architecture.ts";
export { type NatsBenchSssOptions, natsBenchSss } from "./nats-bench-sss/nats-bench-sss.ts";
export { amoeba } from "./nds/amoeba.ts";
export type { NdsOptions } from "./nds/cell-space.ts";
export { darts } from "./nds/darts.ts";
export { enas } from "./nds/enas.ts";
export type { NdsArchitecture, NdsCell, NdsEdge } from "./nds/genotype.ts";
export { nasBench301 } from "./nds/nas-bench-301.ts";
export {
  fromNasBench301,
  type NasBench301Configuration,
  toNasBench301,
} from "./nds/nas-bench-301-configuration.ts";
export { nasNet } from "./nds/nasnet.ts";
export type { NdsForm } from "./nds/network.ts";
export type { NdsOperation } from "./nds/operations.ts";
export { pnas } from "./nds/pnas.ts";
export { fromGenotype, type NetworkSize, toGenotype } from "./nds/python-genotype.ts";
export { sampleDistinct } from "./sample-distinct.ts";
export type { EnumerableSpace, Space } from "./space.ts";
export { transNasBench101Macro } from "./trans-nas-bench-101/macro.ts";
export type { TransNasBench101MacroArchitecture } from "./trans-nas-bench-101/macro-architecture.ts";
export { transNasBench101Micro } from "./trans-nas-bench-101/micro.ts";
export {
  type TransNasBench101MicroArchitecture,
  type TransNasBench101Operation,
  transNasBench101Operations,
} from "./trans-nas-bench-101/micro-architecture.ts";
export type { TransNasBench101Module } from "./trans-nas-bench-101/module.ts";
export type { TransNasBench101Options } from "./trans-nas-bench-101/options.ts";
