import * as tf from "@tensorflow/tfjs-core";
import { replaceGradient } from "./replace-gradient.ts";

/** Inputs dy and x. tfjs has no such kernel: its gradient of ReLU is a step, a cast and a product. */
export const reluGradKernel = "ReluGrad";

export function reluGradient({ dy, x }: { dy: tf.Tensor; x: tf.Tensor }): tf.Tensor {
  return tf.mul(dy, tf.step(x));
}

/** Lets the gradient of ReLU run as one kernel on the backends that have it; on the others it stays as it was. */
export function replaceReluGradient(): void {
  replaceGradient(tf.Relu, (stock) => (dy, saved, attributes) => {
    if (!tf.getKernel(reluGradKernel, tf.getBackend())) return stock(dy, saved, attributes);
    return { x: () => tf.engine().runKernel(reluGradKernel, { dy: dy as tf.Tensor, x: saved[0]! }) as tf.Tensor };
  });
}
