export { type CifarBatchOptions, cifarBatch, type ImageBatch, type Images, imagesFromBytes } from "./images.ts";
export { imagesOfSize } from "./images-of-size.ts";
export { imagesAt, type LabeledImages, labeledImages, sharedBytes } from "./labeled-images.ts";
export { resizeImages } from "./resize-images.ts";
