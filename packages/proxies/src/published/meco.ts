import { symmetricEigenvalues } from "@eznas/ops/numeric";
import type { Statistic } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { inapplicable, type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { eachOutput } from "../network/activations.ts";
import { noise, oneImage } from "../network/batch.ts";
import { covariances, normalized } from "../numeric/correlations.ts";

/**
 * MeCo: Σ over layers of the least eigenvalue of Pearson's correlations between the channels of the layer's feature
 * map, for one image of N(0, 1) (Jiang et al., NeurIPS 2023).
 *
 * Needs nothing but the model and `rng`; the image has the model's own size, where the authors' code takes 64×64. Batch
 * norms normalize by that one image. Every layer with a feature map counts once, the authors' code counts blocks of
 * layers as well. A correlation with a channel that is constant counts as 0. It is `inapplicable` to a network none of
 * whose feature maps has more pixels than channels, for the least eigenvalue of any other is 0, or of whose channels
 * none varies.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { meco } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * const score = await meco().score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function meco(): ZeroCostProxy {
  return proxy({
    name: "meco",
    needs: { rng: true },
    measure: (model, _, rng) => {
      const shape = oneImage(model);
      return typeof shape === "string" ? inapplicable(shape) : mecoScore(model, noise(shape, rng));
    },
  });
}

/** Layers that only frame a map, which is part of the convolution elsewhere, or do nothing. */
const padding = /^(ZeroPadding2D|Cropping2D|Dropout|SpatialDropout.*|Gaussian.*)$/;

/** The score on a given image. */
export function mecoScore(model: LayersModel, image: Statistic): number | ProxyScore {
  let sum = 0;
  const maps = { met: 0, wide: 0, varying: 0 };
  const failure = eachOutput(
    model,
    image,
    ({ className }) => !padding.test(className),
    (values, shape) => {
      if (shape.length !== 4) return;
      maps.met++;
      const channels = shape[3]!;
      // Centered, the channels span one dimension less than there are pixels, and any more of them are dependent.
      if (channels >= values.length / channels) return;
      maps.wide++;
      const correlations = normalized(covariances(values, channels), channels);
      if (correlations.some(Number.isFinite)) maps.varying++;
      const finite = correlations.map((value) => (Number.isFinite(value) ? value : 0));
      sum += symmetricEigenvalues(finite, 0, channels)[0]!;
    },
  );
  if (failure) return failure;
  const refused = (what: string): ProxyScore => inapplicable(`the model "${model.name}" has ${what}`);
  if (maps.met === 0) return refused("no layer with a feature map");
  if (maps.wide === 0)
    return refused("no feature map of more pixels than channels, so that every least eigenvalue is 0");
  if (maps.varying === 0) return refused("no feature map with a channel that is not constant");
  return sum;
}
