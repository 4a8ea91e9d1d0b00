import type { LayersModel } from "@tensorflow/tfjs-layers";
import { inapplicable, type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { channelsOf, networkOf } from "../network/network.ts";

/**
 * Multiply-accumulates of the convolutions and linear layers for one image, as NAS-Bench-201 counts its FLOPs:
 * Σ |kernel| · positions, and one for each output that has a bias.
 *
 * Depthwise and separable convolutions are counted by their own kernels; batch norms, pools and sums are not counted.
 * Needs nothing but the model; it is `inapplicable` to a model that leaves its input's size open.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { flops } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * await flops().score(tinyModel(), { images }, Math.random); // → { ok: true, value: 23061 }
 * ```
 */
export function flops(): ZeroCostProxy {
  return proxy({ name: "flops", measure: countFlops });
}

export function countFlops(model: LayersModel): number | ProxyScore {
  let sum = 0;
  for (const step of networkOf(model).steps) {
    if (!step.kernel) continue;
    const weights = step.kernel.shape.reduce<number>((product, size) => product * size!, 1);
    sum += step.positions * (weights + (step.bias ? channelsOf(step) : 0));
  }
  return Number.isNaN(sum) ? inapplicable(`the model "${model.name}" leaves its input's size open`) : sum;
}
