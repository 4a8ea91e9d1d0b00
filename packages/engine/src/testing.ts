export { type Cell, cellNetwork, type Operation } from "./testing/cell-network.ts";
export { layerLaws } from "./testing/layer-laws.ts";
export { modelOf, type Spec, specs } from "./testing/random-model.ts";
