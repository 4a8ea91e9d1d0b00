import * as tf from "@tensorflow/tfjs-core";
import type { BackendKernel } from "./backend-kernel.ts";

/**
 * Sums over every axis but the last, which the backend would first transpose for: a bias's gradient, a batch's moments.
 */
const overPixels =
  (mean: boolean): BackendKernel =>
  (heap, { x }, attributes) => {
    const rank = x!.shape.length;
    const axes = tf.util.parseAxisParam(attributes["axis"] as number | number[], x!.shape);
    if (rank < 2 || axes.length !== rank - 1 || axes.includes(rank - 1)) return undefined;
    const channels = x!.shape[rank - 1]!;
    const pixels = tf.util.sizeFromShape(x!.shape) / channels;
    const sums = heap.make([...(attributes["keepDims"] ? axes.map(() => 1) : []), channels]);
    heap.kernels.channelSums(heap.at(x!), heap.at(sums), pixels, channels, mean ? 1 / pixels : 1);
    return sums;
  };

export const sum: BackendKernel = /* @__PURE__ */ overPixels(false);
export const mean: BackendKernel = /* @__PURE__ */ overPixels(true);
