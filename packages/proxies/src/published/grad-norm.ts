import type { ZeroCostProxy } from "../contract/proxy.ts";
import type { GradientOptions } from "../network/loss.ts";
import { kernelGradientSum } from "../passes/kernel-gradient-sum.ts";

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
  return kernelGradientSum("grad_norm", options, (sum, _, gradient) => sum + norm(gradient));
}

function norm(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
