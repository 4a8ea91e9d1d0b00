import { proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { type GradientOptions, kernelGradients } from "../network/loss.ts";
import { networkOf } from "../network/network.ts";
import { withoutKernels } from "../network/weights.ts";

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
  return proxy({
    name: "grad_norm",
    needs: { images: 1, labels: options.loss !== "sum" },
    measure: (model, batch) => {
      const network = networkOf(model);
      return (
        withoutKernels(model, network, options.layers) ??
        kernelGradients(network, batch, options).reduce((sum, { gradient }) => sum + norm(gradient), 0)
      );
    },
  });
}

const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
