import * as tf from "@tensorflow/tfjs-core";
import type { LayerVariable } from "@tensorflow/tfjs-layers";

interface HeapBackend {
  typedArrayFromHeap?(tensor: tf.TensorInfo): Float32Array;
}

/**
 * The numbers of variables, to be used before the next operation of tfjs. From backend-wasm's heap they are not copied;
 * where there is none, they are waited for.
 */
export async function readVariables(
  variables: readonly LayerVariable[],
): Promise<(variable: LayerVariable) => Float32Array> {
  const backend = tf.backend() as tf.KernelBackend & HeapBackend;
  const { tensorInfo } = tf.engine().state;
  const inHeap = (tensor: tf.Tensor): boolean =>
    backend.typedArrayFromHeap !== undefined && tensorInfo.get(tensor.dataId)?.backend === backend;
  const awaited = new Map<LayerVariable, Float32Array>();
  for (const variable of variables) {
    const tensor = variable.read();
    if (!inHeap(tensor)) awaited.set(variable, (await tensor.data()) as Float32Array);
  }
  return (variable) => awaited.get(variable) ?? backend.typedArrayFromHeap!(variable.read());
}
