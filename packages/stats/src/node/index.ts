export { type Cifar10Bytes, decodeCifar10 } from "./cifar10.ts";
export { type BuildableNetwork, type CollectOptions, type CollectProgress, collect } from "./collect.ts";
export { DatasetError } from "./dataset-error.ts";
export { ImagesError } from "./images-error.ts";
export type { Description, Settings } from "./manifest.ts";
export type { NumberFormat } from "./number-format.ts";
export { openDataset, type StoredDataset } from "./open-dataset.ts";
export { type ReadImagesOptions, readImages } from "./read-images.ts";
export { writeAtomically } from "./write-atomically.ts";
