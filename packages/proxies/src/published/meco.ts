import { symmetricEigenvalues } from "@eznas/ops/numeric";
import type { Statistic } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { reading } from "../contract/pass.ts";
import { inapplicable, type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { eachOutput } from "../network/activations.ts";
import { noise, oneImage } from "../network/batch.ts";
import { channelsFirst, networkIn, type Step } from "../network/network.ts";
import { covariances, normalized } from "../numeric/correlations.ts";
import { networkPass } from "../passes/network-pass.ts";
import { outputReader } from "../passes/output-reader.ts";

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
    plan(subject) {
      const { model, rng } = subject;
      const shape = oneImage(model);
      if (typeof shape === "string") return inapplicable(shape);
      const network = networkIn(subject);
      const turned = channelsFirst(model, network);
      if (turned) return turned;
      const image = noise(shape, rng);
      const maps = featureMaps(model);
      const { reader, failure } = outputReader(network, counts, maps.see);
      const pass = networkPass({ key: "an image of noise", network, batches: [{ images: image }] });
      return { readings: [reading(pass, reader)], score: () => failure(model, image) ?? maps.score() };
    },
  });
}

/** Layers that only frame a map, which is part of the convolution elsewhere, or do nothing. */
const padding = /^(ZeroPadding2D|Cropping2D|Dropout|SpatialDropout.*|Gaussian.*)$/;

const counts = ({ className }: Step): boolean => !padding.test(className);

/** The score on a given image, by tfjs. */
export function mecoScore(model: LayersModel, image: Statistic): number | ProxyScore {
  const maps = featureMaps(model);
  return eachOutput(model, image, counts, maps.see) ?? maps.score();
}

function featureMaps({ name }: LayersModel) {
  let sum = 0;
  const maps = { met: 0, wide: 0, varying: 0 };
  const refused = (what: string): ProxyScore => inapplicable(`the model "${name}" has ${what}`);
  return {
    see(values: Float32Array, shape: readonly number[]): void {
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
    score(): number | ProxyScore {
      if (maps.met === 0) return refused("no layer with a feature map");
      if (maps.wide === 0)
        return refused("no feature map of more pixels than channels, so that every least eigenvalue is 0");
      return maps.varying === 0 ? refused("no feature map with a channel that is not constant") : sum;
    },
  };
}
