import type * as tf from "@tensorflow/tfjs-core";
import type { Heap } from "./heap.ts";

/** A kernel on the heap: float32 tensors, none of them empty, images NHWC. Undefined where it does not apply. */
export type BackendKernel = (
  heap: Heap,
  inputs: tf.NamedTensorInfoMap,
  attributes: tf.NamedAttrMap,
) => tf.TensorInfo | tf.TensorInfo[] | undefined;

/** Whether a call is one that fast kernels take. */
export function takes(inputs: tf.NamedTensorInfoMap, attributes: tf.NamedAttrMap): boolean {
  return (
    attributes["dataFormat"] !== "NCHW" &&
    Object.values(inputs).every(
      (input) => input === undefined || (input.dtype === "float32" && !input.shape.includes(0)),
    )
  );
}
