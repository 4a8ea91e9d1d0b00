import { inapplicable, type ZeroCostProxy } from "../contract/proxy.ts";
import { channelsOf } from "../network/network.ts";
import { logSignalToNoise, ofGradientStatistics, type ZicoOptions } from "./zico.ts";

export interface ZicoBcOptions extends ZicoOptions {
  /** How much depth and thinness count against a network; 1 by default, as published for classification and detection; 2 for segmentation. */
  readonly beta?: number;
}

/**
 * ZiCo-BC, ZiCo with its bias towards thin and deep networks corrected: ZiCo − β Σ over convolutions and linear layers of log(H·W / √C), H
 * and W the height and width of what the layer puts out and C its channels, β = 1 (Bhardwaj et al., ICCV workshops 2023).
 *
 * Needs what {@link zico} needs. A linear layer puts out one pixel; a layer counts once however often it is applied. The paper leaves open whether a layer's
 * map is the one before or behind it: it is the one behind. It is meant for networks that differ in depth and width alone.
 * `inapplicable` to a model that leaves its input's size open.
 *
 * Throws and rejects as {@link zico} does.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { zicoBc } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [4, 8, 8, 3], data: Float32Array.from({ length: 768 }, (_, i) => Math.sin(i * i)) };
 * const score = await zicoBc().score(tinyModel(), { images, labels: [0, 1, 2, 0] }, Math.random);
 * score.ok; // → true
 * ```
 */
export function zicoBc({ beta = 1, ...options }: ZicoBcOptions = {}): ZeroCostProxy {
  return ofGradientStatistics("zico_bc", options, (kernels, { steps }) => {
    let score = 0;
    for (const [{ variable }, gradients] of kernels) {
      const step = steps.find(({ kernel }) => kernel === variable)!;
      if (Number.isNaN(step.positions)) return inapplicable(`"${step.name}" leaves the size of its output open`);
      score += logSignalToNoise(gradients) - beta * Math.log(step.positions / Math.sqrt(channelsOf(step)));
    }
    return score;
  });
}
