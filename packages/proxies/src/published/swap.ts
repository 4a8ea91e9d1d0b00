import { reading } from "../contract/pass.ts";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { isRelu } from "../network/activations.ts";
import { networkIn } from "../network/network.ts";
import { patternSet } from "../numeric/pattern-set.ts";
import { activationCodeReader } from "../passes/activation-codes.ts";
import { passOfBatch } from "../passes/of-batch.ts";
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
    plan(subject) {
      const { model, batch } = subject;
      const patterns = patternSet(batch.images.shape[0]!);
      const { reader, failure } = activationCodeReader(
        networkIn(subject),
        (step, rank) => rank === 4 && isRelu(step),
        patterns.add,
      );
      return {
        readings: [reading(passOfBatch(subject), reader)],
        score() {
          const failed = failure(model, batch.images);
          if (failed) return failed;
          const size = patterns.size();
          if (size === 0) return inapplicable(`the model "${model.name}" has no ReLU on a feature map`);
          if (!regularization) return size;
          const { mu, sigma } = regularization;
          return size * Math.exp(-((countParams(model) / 1000 - mu) ** 2) / sigma);
        },
      };
    },
  });
}
