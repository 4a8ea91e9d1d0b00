import * as tf from "@tensorflow/tfjs-core";
import type { BackendKernel } from "./backend-kernel.ts";

export const reluGradient: BackendKernel = (heap, { dy, x }) => {
  const dx = heap.make(x!.shape);
  heap.kernels.reluGradient(heap.at(x!), heap.at(dy!), heap.at(dx), tf.util.sizeFromShape(x!.shape));
  return dx;
};
