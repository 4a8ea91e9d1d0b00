export { type BuildableNetwork, type CollectOptions, type CollectProgress, collect } from "./collect.ts";
export { DatasetError } from "./dataset-error.ts";
export type { Description, Settings } from "./manifest.ts";
export type { NumberFormat } from "./number-format.ts";
export { openDataset, type StoredDataset } from "./open-dataset.ts";
