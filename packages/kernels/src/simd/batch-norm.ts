import type * as tf from "@tensorflow/tfjs-core";
import type { BackendKernel } from "./backend-kernel.ts";
import type { Heap } from "./heap.ts";

/** Where an optional tensor begins; 0 stands for none. */
const atOrNone = (heap: Heap, tensor: tf.TensorInfo | undefined) => (tensor ? heap.at(tensor) : 0);

export const batchNormTraining: BackendKernel = (heap, { x, gamma, beta }, attributes) => {
  const [pixels, channels, inner] = x!.shape as [number, number, number];
  if (inner !== 1) return undefined;
  const [y, mean, inverse] = [heap.make(x!.shape), heap.make([channels]), heap.make([channels])];
  heap.kernels.batchNorm(
    heap.at(x!),
    atOrNone(heap, gamma),
    atOrNone(heap, beta),
    heap.at(y),
    heap.at(mean),
    heap.at(inverse),
    pixels,
    channels,
    attributes["epsilon"] as number,
  );
  return [y, mean, inverse];
};

export const batchNormTrainingGradient: BackendKernel = (heap, { dy, x, mean, inverse, gamma }) => {
  const [pixels, channels, inner] = x!.shape as [number, number, number];
  if (inner !== 1) return undefined;
  const [dx, dgamma, dbeta] = [heap.make(x!.shape), heap.make([channels]), heap.make([channels])];
  heap.kernels.batchNormGradient(
    heap.at(x!),
    heap.at(dy!),
    atOrNone(heap, gamma),
    heap.at(mean!),
    heap.at(inverse!),
    heap.at(dx),
    heap.at(dgamma),
    heap.at(dbeta),
    pixels,
    channels,
  );
  return [dx, dgamma, dbeta];
};
