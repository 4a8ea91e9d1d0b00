import type * as tf from "@tensorflow/tfjs-core";
import { type Pooling, pooling } from "../training/pooling.ts";
import { type ConvAttributes, windowOf } from "../training/window.ts";
import type { BackendKernel } from "./backend-kernel.ts";
import type { Heap } from "./heap.ts";

function plan(heap: Heap, input: tf.TensorInfo, dy: tf.TensorInfo, attributes: tf.NamedAttrMap): Pooling {
  const filterSize = attributes["filterSize"] as number | [number, number];
  const [height, width] = typeof filterSize === "number" ? [filterSize, filterSize] : filterSize;
  const [batch, , , channels] = input.shape as [number, number, number, number];
  const window = windowOf(input.shape, [height, width, channels, 1], dy.shape, attributes as unknown as ConvAttributes);
  return pooling(heap.kernels, { window, batch, channels });
}

export const averagePoolGradient: BackendKernel = (heap, { dy, input }, attributes) => {
  const dx = heap.make(input!.shape);
  plan(heap, input!, dy!, attributes).averageGradient(heap.at(dy!), heap.at(dx));
  return dx;
};

export const maxPoolGradient: BackendKernel = (heap, { dy, input }, attributes) => {
  const dx = heap.make(input!.shape);
  plan(heap, input!, dy!, attributes).maxGradient(heap.at(input!), heap.at(dy!), heap.at(dx));
  return dx;
};
