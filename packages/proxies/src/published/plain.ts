import type { ZeroCostProxy } from "../contract/proxy.ts";
import type { GradientOptions } from "../network/loss.ts";
import { kernelGradientTotal } from "../passes/kernel-gradient-sum.ts";

/** Of Σ |∂L/∂w ⊙ w|, the part that float32's rounding of the gradients may come to. */
const rounding = 1e-5;

/**
 * Plain: Σ ∂L/∂w ⊙ w over the weights of convolutions and linear layers, without the absolute value of SNIP (Abdelfattah et
 * al., ICLR 2021).
 *
 * L is the cross-entropy of a labelled mini-batch; batch norms are in training mode. It is how fast L grows where all kernels
 * grow alike. The scale of a kernel before a batch norm does not count, so neither does that kernel: what is left are
 * shortcuts and linear layers without one behind them. Where nothing is left the sum is rounding, and the network has
 * no score: `vanished-gradient`.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { plain } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [2, 8, 8, 3], data: Float32Array.from({ length: 384 }, (_, i) => Math.sin(i)) };
 * const score = await plain().score(tinyModel(), { images, labels: [0, 2] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function plain(options: GradientOptions = {}): ZeroCostProxy {
  return kernelGradientTotal("plain", options, ({ model }) => {
    let [sum, absolute] = [0, 0];
    return {
      add(weights, gradient) {
        for (let i = 0; i < weights.length; i++) {
          const product = weights[i]! * gradient[i]!;
          sum += product;
          absolute += Math.abs(product);
        }
      },
      score() {
        if (!(Math.abs(sum) <= rounding * absolute)) return sum;
        return {
          ok: false,
          reason: "vanished-gradient",
          detail: `the loss of the model "${model.name}" does not depend on the scale of its kernels, so that the sum is rounding`,
        };
      },
    };
  });
}
