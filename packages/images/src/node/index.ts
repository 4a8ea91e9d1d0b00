export { ImagesError } from "./images-error.ts";
export { type ReadImagesOptions, readImages } from "./read-images.ts";
export { readLabeledImages } from "./read-labeled-images.ts";
