/** What it takes to give a layer of your own its kernels. */
export { attention } from "../computations/attention.ts";
export {
  type ConvolutionParts,
  convolution,
  depthwiseConvolution,
} from "../computations/convolution.ts";
export { elementwise } from "../computations/elementwise.ts";
export { firstChannels } from "../computations/first-channels.ts";
export { type GroupedConvolutionParts, groupedConvolution } from "../computations/grouped-convolution.ts";
export { identity } from "../computations/identity.ts";
export { averagePooling, maxPooling, type PoolingWindow } from "../computations/pooling.ts";
export { positions } from "../computations/positions.ts";
export { zeros } from "../computations/zeros.ts";
export type { Draw, LayerEntry, LayerExample, WithLayerEntry } from "../parts/layer-entry.ts";
export type { Layer, LayerView } from "../parts/layer-view.ts";
export type { Computation, Part, Weight } from "../parts/part.ts";
export { whole } from "../parts/whole.ts";
export { layerEntries } from "./layer-entries.ts";
