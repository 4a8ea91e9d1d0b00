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
 * layers as well. A correlation with a channel that is constant counts as 0. It is `inapplicable`
 * to a network without feature maps.
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
  let maps = 0;
  const failure = eachOutput(
    model,
    image,
    ({ className }) => !padding.test(className),
    (values, shape) => {
      if (shape.length !== 4) return;
      maps++;
      sum += leastEigenvalue(values, shape[3]!);
    },
  );
  if (failure) return failure;
  if (maps === 0) return inapplicable(`the model "${model.name}" has no layer with a feature map`);
  return sum;
}

function leastEigenvalue(map: Float32Array, channels: number): number {
  // Centered, the channels span one dimension less than there are pixels, and any more of them are dependent.
  if (channels >= map.length / channels) return 0;
  const correlations = normalized(covariances(map, channels), channels);
  const finite = correlations.map((value) => (Number.isFinite(value) ? value : 0));
  return symmetricEigenvalues(finite, 0, channels)[0]!;
}
