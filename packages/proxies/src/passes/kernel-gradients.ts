import type { Region } from "@eznas/engine/recording";
import type { PassLoss } from "../network/loss.ts";
import type { Kernel } from "../network/weights.ts";
import type { Reader } from "./reader.ts";

/**
 * Reads every kernel with the gradient of the loss by it, once for each batch; the arrays are good until it returns.
 */
export function kernelGradientReader(
  loss: PassLoss,
  kernels: readonly Kernel[],
  see: (kernel: Kernel, weights: Float32Array, gradient: Float32Array) => void,
): Reader {
  return {
    loss,
    byEngine: {
      end({ ofWeight }, record) {
        for (const kernel of kernels) {
          const weights = record.weight(kernel.variable);
          const gradient = ofWeight(kernel.variable);
          record.emit(gradient ? [weights, gradient] : [weights], [], ({ heap }) =>
            see(kernel, viewOf(heap, weights), gradient ? viewOf(heap, gradient) : new Float32Array(weights.floats)),
          );
        }
      },
    },
    byTape: {
      weights: kernels.map(({ variable }) => variable),
      end({ ofWeight }) {
        for (const kernel of kernels) {
          const { variable } = kernel;
          see(kernel, variable.read().dataSync() as Float32Array, ofWeight(variable).dataSync() as Float32Array);
        }
      },
    },
  };
}

export const viewOf = (heap: Float32Array, { at, floats }: Region): Float32Array =>
  heap.subarray(at / 4, at / 4 + floats);
