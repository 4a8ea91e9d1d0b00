export { type Augmentation, type Batcher, batcher } from "./batcher.ts";
export { type CifarBatchOptions, cifarBatch, type ImageBatch } from "./cifar-batch.ts";
export { type Images, imagesAt, type LabeledImages, labeledImages, pixelValues, sharedBytes } from "./images.ts";
export { type Normalization, normalizationOf } from "./normalization.ts";
export { resizeImages } from "./resize-images.ts";
