import { type Plan, reading, type Subject } from "../contract/pass.ts";
import { proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import type { GradientOptions } from "../network/loss.ts";
import { networkIn } from "../network/network.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { kernelsOf, withoutKernels } from "../network/weights.ts";
import { kernelGradientReader } from "./kernel-gradients.ts";
import { passOfBatch } from "./of-batch.ts";

/** What becomes of the kernels' weights and gradients: each is added, and then there is a score or a reason why not. */
export interface KernelGradientTotal {
  readonly add: (weights: Float32Array, gradient: Float32Array) => void;
  readonly score: Plan["score"];
}

/** A proxy that reads every kernel's weights and gradient once, into a total that is begun anew for each network. */
export function kernelGradientTotal(
  name: string,
  { loss = "cross-entropy", layers }: GradientOptions,
  begin: (subject: Subject) => KernelGradientTotal,
): ZeroCostProxy {
  return proxy({
    name,
    needs: { images: 1, labels: loss !== "sum" },
    plan(subject) {
      const network = networkIn(subject);
      const failure = withoutKernels(subject.model, network, layers);
      if (failure) return failure;
      const kernels = kernelsOf(network, layers);
      const vanished = loss === "sum" && vanishedUnderSum(subject, { at: kernels });
      if (vanished) return vanished;
      const { add, score } = begin(subject);
      const reader = kernelGradientReader(loss, kernels, (_, weights, gradient) => add(weights, gradient));
      return { readings: [reading(passOfBatch(subject), reader)], score };
    },
  });
}

/** A proxy that sums over the kernels, from the sum up to a kernel and that kernel's weights and gradient to the sum with it. */
export function kernelGradientSum(
  name: string,
  options: GradientOptions,
  add: (sum: number, weights: Float32Array, gradient: Float32Array) => number,
): ZeroCostProxy {
  return kernelGradientTotal(name, options, () => {
    let sum = 0;
    return {
      add(weights, gradient) {
        sum = add(sum, weights, gradient);
      },
      score: () => sum,
    };
  });
}
