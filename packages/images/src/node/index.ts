export { type Cifar10Bytes, decodeCifar10 } from "./cifar10.ts";
export { ImagesError } from "./images-error.ts";
export { type ReadImagesOptions, readImages } from "./read-images.ts";
export { readLabeledImages } from "./read-labeled-images.ts";
