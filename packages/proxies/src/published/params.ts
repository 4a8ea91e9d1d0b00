import type { LayersModel } from "@tensorflow/tfjs-layers";
import { proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { learnedBy } from "../network/weights.ts";

/**
 * The number of parameters, each counted once: kernels, biases, γ and β, but not the batch norms' moving statistics.
 *
 * The oldest rival: on NAS-Bench-201 it beats most. Needs nothing but the model.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { params } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * await params().score(tinyModel(), { images }, Math.random); // → { ok: true, value: 413 }
 * ```
 */
export function params(): ZeroCostProxy {
  return proxy({ name: "params", measure: countParams });
}

export function countParams(model: LayersModel): number {
  return learnedBy(model).reduce(
    (sum, { shape }) => sum + shape.reduce<number>((product, size) => product * size!, 1),
    0,
  );
}
