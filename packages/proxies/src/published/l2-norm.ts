import { proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import type { GradientOptions } from "../network/loss.ts";
import { networkIn } from "../network/network.ts";
import { kernelsOf, withoutKernels } from "../network/weights.ts";

/**
 * The norm of the weights: Σ over convolutions and linear layers of ‖w‖₂ (Abdelfattah et al., ICLR 2021, whose code
 * calls it l2_norm).
 *
 * Needs nothing but the model, and of it the weights alone: at a usual initialization it is a count of channels.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { l2Norm } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * const score = await l2Norm().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function l2Norm({ layers }: Pick<GradientOptions, "layers"> = {}): ZeroCostProxy {
  return proxy({
    name: "l2_norm",
    plan(subject) {
      const network = networkIn(subject);
      const failure = withoutKernels(subject.model, network, layers);
      if (failure) return failure;
      const norms = kernelsOf(network, layers).map(({ variable }) => norm(variable.read().dataSync()));
      return { readings: [], score: () => norms.reduce((sum, each) => sum + each, 0) };
    },
  });
}

function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
