export {
  type BuildableNetwork,
  type CaptureJob,
  type CaptureNetworks,
  type CaptureToFileOptions,
  type CollectOptions,
  type CollectProgress,
  captureToFile,
  collect,
} from "./collect.ts";
export { DatasetError } from "./dataset-error.ts";
export type { Description, Settings } from "./manifest.ts";
export type { NumberFormat } from "./number-format.ts";
export { openDataset, type StoredDataset } from "./open-dataset.ts";
export { type WrittenNetwork, writeNetwork } from "./write-network.ts";
