import { reading } from "../contract/pass.ts";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { isRelu } from "../network/activations.ts";
import { checkPairsFit } from "../network/check-fits.ts";
import { networkIn } from "../network/network.ts";
import { logAbsDeterminant } from "../numeric/log-abs-determinant.ts";
import { type ActivationCodes, activationCodeReader } from "../passes/activation-codes.ts";
import { passOfBatch } from "../passes/of-batch.ts";

/**
 * NASWOT: log |det K|, where K[i, j] is the number of ReLUs on which the images i and j agree, be they on or off
 * (Mellor et al., _Neural architecture search without training_, ICML 2021).
 *
 * Needs two images or more, better 16 or more; no labels. Batch norms are in training mode. All ReLUs count, clipped
 * ones too. It is `non-finite` where two images have one code, and `inapplicable` to a network without ReLU.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { naswot } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [3, 8, 8, 3], data: Float32Array.from({ length: 576 }, (_, i) => Math.sin(i * i)) };
 * const score = await naswot().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function naswot(): ZeroCostProxy {
  return proxy({
    name: "naswot",
    needs: { images: 2 },
    plan(subject) {
      const n = subject.batch.images.shape[0]!;
      checkPairsFit(n);
      const agreements = new Float64Array(n * n);
      const { reader, failure } = activationCodeReader(networkIn(subject), isRelu, (codes) =>
        addAgreements(agreements, codes),
      );
      return {
        readings: [reading(passOfBatch(subject), reader)],
        score() {
          const failed = failure(subject.model, subject.batch.images);
          if (failed) return failed;
          if (agreements[0] === 0) return inapplicable(`the model "${subject.model.name}" has no ReLU`);
          return logAbsDeterminant(agreements);
        },
      };
    },
  });
}

function addAgreements(agreements: Float64Array, { codes, images, units }: ActivationCodes): void {
  const words = codes.length / images;
  for (let i = 0; i < images; i++)
    for (let j = 0; j <= i; j++) {
      let differing = 0;
      for (let w = 0; w < words; w++) differing += ones(codes[i * words + w]! ^ codes[j * words + w]!);
      agreements[i * images + j]! += units - differing;
      if (i !== j) agreements[j * images + i]! += units - differing;
    }
}

/** The number of bits that are set. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
