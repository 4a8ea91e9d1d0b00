import type { ZeroCostProxy } from "../contract/proxy.ts";
import type { GradientOptions } from "../network/loss.ts";
import { kernelGradientSum } from "../passes/kernel-gradient-sum.ts";

/**
 * SNIP: Σ |∂L/∂w ⊙ w| over the weights of convolutions and linear layers (Lee et al., ICLR 2019; as a proxy of whole
 * networks Abdelfattah et al., ICLR 2021).
 *
 * L is the cross-entropy of a labelled mini-batch; batch norms are in training mode. With `loss: "sum"`, and over the
 * convolutions of the ReLU-Conv-BatchNorm instances alone, it is the program `zoo.snip` of `@eznas/program`.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { snip } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [2, 8, 8, 3], data: Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)) };
 * const score = await snip({ loss: "sum" }).score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function snip(options: GradientOptions = {}): ZeroCostProxy {
  return kernelGradientSum("snip", options, (before, weights, gradient) => {
    let sum = before;
    for (let i = 0; i < weights.length; i++) sum += Math.abs(weights[i]! * gradient[i]!);
    return sum;
  });
}
