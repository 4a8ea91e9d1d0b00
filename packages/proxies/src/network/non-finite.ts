import * as tf from "@tensorflow/tfjs-core";
import type { ProxyScore } from "../contract/proxy.ts";
import { tidily } from "./tidily.ts";

/**
 * The failure of a network that computes NaN or infinite numbers in a layer, which comparisons would
 * swallow; undefined if all are finite.
 */
export function nonFinite(what: string, layer: string, values: Float32Array): ProxyScore | undefined {
  if (allFinite(values)) return undefined;
  const found = values.find((value) => !Number.isFinite(value));
  return { ok: false, reason: "non-finite", detail: `the ${what} of layer "${layer}" hold ${found}` };
}

/**
 * The same of a tensor whose numbers nobody needs: they stay where they are unless their sum is not finite, as it is
 * too where it overflows.
 */
export function nonFiniteTensor(what: string, layer: string, tensor: tf.Tensor): ProxyScore | undefined {
  const sum = tidily(() => tf.sum(tensor).dataSync()[0]!);
  return Number.isFinite(sum) ? undefined : nonFinite(what, layer, tensor.dataSync() as Float32Array);
}

/** NaN and infinities are what is not 0 when it is taken times 0; `every` would take five times as long. */
function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return sum === 0;
}
