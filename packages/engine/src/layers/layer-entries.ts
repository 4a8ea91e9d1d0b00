import type { LayerEntry } from "../parts/layer-entry.ts";
import { activation, reLU, softmax } from "./activation.ts";
import { add } from "./add.ts";
import { average } from "./average.ts";
import { averagePooling2D } from "./average-pooling-2d.ts";
import { batchNormalization } from "./batch-normalization.ts";
import { concatenate } from "./concatenate.ts";
import { conv2D } from "./conv-2d.ts";
import { cropping2D } from "./cropping-2d.ts";
import { dense } from "./dense.ts";
import { depthwiseConv2D } from "./depthwise-conv-2d.ts";
import { alphaDropout, dropout, gaussianDropout, gaussianNoise, spatialDropout1D } from "./dropout.ts";
import { globalAveragePooling2D } from "./global-average-pooling-2d.ts";
import { layerNormalization } from "./layer-normalization.ts";
import { maxPooling2D } from "./max-pooling-2d.ts";
import { multiply } from "./multiply.ts";
import { conv1D, conv2DTranspose, conv3D, conv3DTranspose } from "./other-convolutions.ts";
import { rescaling } from "./rescaling.ts";
import { flatten, reshape } from "./reshape.ts";
import { separableConv2D } from "./separable-conv-2d.ts";
import { zeroPadding2D } from "./zero-padding-2d.ts";

/**
 * The classes of tf.layers that the engine knows, by name. A class of your own brings its entry: see `WithLayerEntry`.
 */
export const layerEntries: Readonly<Record<string, LayerEntry>> = {
  Activation: activation,
  Add: add,
  AlphaDropout: alphaDropout,
  Average: average,
  AveragePooling2D: averagePooling2D,
  BatchNormalization: batchNormalization,
  Concatenate: concatenate,
  Conv1D: conv1D,
  Conv2D: conv2D,
  Conv2DTranspose: conv2DTranspose,
  Conv3D: conv3D,
  Conv3DTranspose: conv3DTranspose,
  Cropping2D: cropping2D,
  Dense: dense,
  DepthwiseConv2D: depthwiseConv2D,
  Dropout: dropout,
  Flatten: flatten,
  GaussianDropout: gaussianDropout,
  GaussianNoise: gaussianNoise,
  GlobalAveragePooling2D: globalAveragePooling2D,
  LayerNormalization: layerNormalization,
  MaxPooling2D: maxPooling2D,
  Multiply: multiply,
  ReLU: reLU,
  Rescaling: rescaling,
  Reshape: reshape,
  SeparableConv2D: separableConv2D,
  Softmax: softmax,
  SpatialDropout1D: spatialDropout1D,
  ZeroPadding2D: zeroPadding2D,
};

/** The entry of tf.layers' class of that name. */
export const entryNamed = (className: string): LayerEntry | undefined =>
  Object.hasOwn(layerEntries, className) ? layerEntries[className] : undefined;
