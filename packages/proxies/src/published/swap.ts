import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { eachOutput, isRelu } from "../network/activations.ts";
import { countParams } from "./params.ts";

export interface SwapOptions {
  /**
   * The regularized form: the score times exp(−(Θ − μ)²/σ), Θ being the number of parameters in thousands, as in the
   * authors' code. None by default.
   */
  readonly regularization?: { readonly mu: number; readonly sigma: number };
}

/**
 * SWAP: the number of distinct sample-wise activation patterns, one for each ReLU unit: on which images it is on (Peng
 * et al., _SWAP-NAS_, ICLR 2024).
 *
 * Needs images, 16 or more to tell networks apart (n images have 2ⁿ patterns at most); no labels. Batch norms are in
 * training mode. As published, only ReLUs on feature maps count; it is `inapplicable` to a network without any.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { swap } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [3, 8, 8, 3], data: Float32Array.from({ length: 576 }, (_, i) => Math.sin(i * i)) };
 * await swap().score(tinyModel(), { images }, Math.random); // → { ok: true, value: 8 }
 * ```
 */
export function swap({ regularization }: SwapOptions = {}): ZeroCostProxy {
  return proxy({
    name: regularization ? "swap_reg" : "swap",
    needs: { images: 1 },
    measure: (model, { images }) => {
      const patterns = patternSet(images.shape[0]!);
      const failure = eachOutput(model, images, isRelu, (values, shape) => {
        if (shape.length === 4) patterns.add(values);
      });
      if (failure) return failure;
      if (patterns.size() === 0) return inapplicable(`the model "${model.name}" has no ReLU on a feature map`);
      if (!regularization) return patterns.size();
      const { mu, sigma } = regularization;
      return patterns.size() * Math.exp(-((countParams(model) / 1000 - mu) ** 2) / sigma);
    },
  });
}

interface PatternSet {
  /** The patterns of all units in [n images, …units]. */
  add(values: Float32Array): void;
  size(): number;
}

function patternSet(n: number): PatternSet {
  return n <= 24 ? flaggedPatterns(n) : hashedPatterns(n);
}

/** Few enough patterns to have a flag each. */
function flaggedPatterns(n: number): PatternSet {
  const met = new Uint8Array(2 ** n);
  let size = 0;
  return {
    add(values) {
      const units = values.length / n;
      for (let u = 0; u < units; u++) {
        let pattern = 0;
        for (let i = 0; i < n; i++) pattern = pattern * 2 + (values[i * units + u]! > 0 ? 1 : 0);
        if (met[pattern] === 0) size++;
        met[pattern] = 1;
      }
    },
    size: () => size,
  };
}

function hashedPatterns(n: number): PatternSet {
  const met = new Set<string>();
  const letters = new Uint16Array(Math.ceil(n / 16));
  return {
    add(values) {
      const units = values.length / n;
      for (let u = 0; u < units; u++) {
        letters.fill(0);
        for (let i = 0; i < n; i++) if (values[i * units + u]! > 0) letters[i >>> 4]! |= 1 << (i & 15);
        met.add(String.fromCharCode(...letters));
      }
    },
    size: () => met.size,
  };
}
