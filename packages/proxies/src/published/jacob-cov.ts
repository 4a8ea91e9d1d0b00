import { sizeOf } from "@eznas/kernels";
import { symmetricEigenvalues } from "@eznas/ops/numeric";
import { reading } from "../contract/pass.ts";
import { inapplicable, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { checkPairsFit } from "../network/check-fits.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { correlations } from "../numeric/correlations.ts";
import { imageGradientReader } from "../passes/image-gradients.ts";
import { passOfBatch } from "../passes/of-batch.ts";

/**
 * Jacobian covariance: −Σ (log(λ + k) + 1/(λ + k)), k = 10⁻⁵, over the eigenvalues λ of the correlations between the
 * images' gradients ∂(Σ logits)/∂image (Mellor et al., _Neural architecture search without training_, first version,
 * 2020; as in Abdelfattah et al., ICLR 2021).
 *
 * Needs two images or more, better more; no labels. Batch norms are in training mode, so that an image's gradient is of
 * the whole batch's logits. It is `non-finite` where the gradient of an image is zero, and
 * `vanished-gradient` where it cancels, as in networks whose last batch norm only pools and dense layers follow.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { jacobCov } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [3, 8, 8, 3], data: Float32Array.from({ length: 576 }, (_, i) => Math.sin(i * i)) };
 * const score = await jacobCov().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function jacobCov(): ZeroCostProxy {
  return proxy({
    name: "jacob_cov",
    needs: { images: 2 },
    plan(subject) {
      const [n, ...sizes] = subject.batch.images.shape as [number, ...number[]];
      const values = sizeOf(sizes);
      if (values < 3) return inapplicable(`an image has ${values} values, and correlations over so few are ±1 or none`);
      const vanished = vanishedUnderSum(subject, { at: "images" });
      if (vanished) return vanished;
      checkPairsFit(n);
      let matrix: Float64Array | undefined;
      const reader = imageGradientReader("sum", (gradients) => {
        matrix = correlations(gradients, n);
      });
      return {
        readings: [reading(passOfBatch(subject), reader)],
        score() {
          if (!matrix!.every(Number.isFinite)) return Number.NaN;
          const k = 1e-5;
          const spectrum = symmetricEigenvalues(matrix!, 0, n);
          return -spectrum.reduce((sum, value) => sum + Math.log(value + k) + 1 / (value + k), 0);
        },
      };
    },
  });
}
