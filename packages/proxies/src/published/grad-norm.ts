import { reading } from "../contract/pass.ts";
import { proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import type { GradientOptions } from "../network/loss.ts";
import { networkIn } from "../network/network.ts";
import { kernelsOf, withoutKernels } from "../network/weights.ts";
import { kernelGradientReader } from "../passes/kernel-gradients.ts";
import { passOfBatch } from "../passes/of-batch.ts";

/**
 * The gradient norm: Σ over convolutions and linear layers of ‖∂L/∂w‖₂ (Abdelfattah et al., ICLR 2021).
 *
 * L is the cross-entropy of a labelled mini-batch; batch norms are in training mode; biases, γ and β do not count.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { gradNorm } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [2, 8, 8, 3], data: Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)) };
 * const score = await gradNorm().score(tinyModel(), { images, labels: [0, 2] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function gradNorm(options: GradientOptions = {}): ZeroCostProxy {
  const { loss = "cross-entropy", layers } = options;
  return proxy({
    name: "grad_norm",
    needs: { images: 1, labels: loss !== "sum" },
    plan(subject) {
      const network = networkIn(subject);
      const failure = withoutKernels(subject.model, network, layers);
      if (failure) return failure;
      let sum = 0;
      const kernels = kernelsOf(network, layers);
      const reader = kernelGradientReader(loss, kernels, (_, __, gradient) => {
        sum += norm(gradient);
      });
      return { readings: [reading(passOfBatch(subject), reader)], score: () => sum };
    },
  });
}

function norm(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
