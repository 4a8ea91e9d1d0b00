import * as tf from "@tensorflow/tfjs-core";
import type { LayerVariable } from "@tensorflow/tfjs-layers";

/** Gives a variable these numbers, which stay the caller's. */
export function writeVariable(variable: LayerVariable, numbers: Float32Array): void {
  const tensor = tf.tensor(numbers.slice(), variable.shape as number[]);
  variable.write(tensor);
  tensor.dispose();
}
