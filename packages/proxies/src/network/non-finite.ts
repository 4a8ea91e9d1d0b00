import type { ProxyScore } from "../contract/proxy.ts";

/**
 * The failure of a network that computes NaN or infinite numbers in a layer, which comparisons would
 * swallow; undefined if all are finite.
 */
export function nonFinite(what: string, layer: string, values: Float32Array): ProxyScore | undefined {
  const found = values.find((value) => !Number.isFinite(value));
  if (found === undefined) return undefined;
  return { ok: false, reason: "non-finite", detail: `the ${what} of layer "${layer}" hold ${found}` };
}
