import { ranks } from "@eznas/fitness";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { reading } from "../../contract/pass.ts";
import {
  type Batch,
  inapplicable,
  type ProxyScore,
  proxy,
  type Rng,
  type ZeroCostProxy,
} from "../../contract/proxy.ts";
import { countFlops } from "../flops.ts";
import { featurePass } from "./feature-pass.ts";
import type { AzNasOptions, Features } from "./features.ts";
import { expressivityOf, progressivityOf, trainabilityOf, withoutSpectrum } from "./measures.ts";

/** AZ-NAS's four scores of a network. −Infinity is a score: the last in rank. */
export interface AzNasParts {
  readonly expressivity: number;
  readonly progressivity: number;
  readonly trainability: number;
  readonly complexity: number;
}

/**
 * The four scores of AZ-NAS (Lee and Ham, CVPR 2024) for one network, from one forward pass
 * and one backward pass of every block.
 *
 * With the feature maps F₀, F₁, … between the network's blocks, on an N(0, 1) input of the images' shape and N(0, 2 /
 * fan-in) kernels, both drawn from `rng`: expressivity is the sum of the entropies of the spectra of the F's
 * covariances, progressivity the least growth of these from one F to the next, trainability the mean of 2 − s − 1/s, s
 * the spectral norm of a block's Jacobian as estimated with random signs, and complexity the FLOPs. What comes out NaN,
 * as where a block puts out a constant, is −Infinity, as in the authors' code.
 *
 * @see azNas for the score that they make together.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { azNasParts } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [4, 8, 8, 3], data: new Float32Array(768) };
 * const parts = await azNasParts(tinyModel(), { images }, Math.random);
 * "complexity" in parts && parts.complexity; // → 23061
 * ```
 */
export async function azNasParts(
  model: LayersModel,
  batch: Batch,
  rng: Rng,
  options: AzNasOptions = {},
): Promise<AzNasParts | Extract<ProxyScore, { ok: false }>> {
  let parts: AzNasParts | undefined;
  const all = proxy({
    name: "azNasParts",
    needs: { images: 1, rng: true },
    plan(subject) {
      const complexity = countFlops(subject.model);
      if (typeof complexity !== "number") return complexity;
      const pass = featurePass(subject, options, true);
      if ("ok" in pass) return pass;
      let flat: string | undefined;
      const see = ({ features, blocks }: Features): void => {
        flat = withoutSpectrum(features);
        parts = {
          expressivity: orLast(expressivityOf(features)),
          progressivity: orLast(progressivityOf(features)),
          trainability: orLast(trainabilityOf(blocks)),
          complexity,
        };
      };
      return {
        readings: [reading(pass, { withBackward: true, see })],
        score: () => (flat ? inapplicable(flat) : 0),
      };
    },
  });
  const score = await all.score(model, batch, rng);
  return score.ok ? parts! : score;
}

const orLast = (value: number): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);

/**
 * AZ-NAS's score of each network of a set: Σ over the four parts of log(rank / number of networks), the least having
 * rank 1 and equal ones their mean rank.
 *
 * It compares networks of one set: the score of a network changes with the others.
 *
 * @example
 * ```ts
 * import { azNas } from "@eznas/proxies";
 *
 * const small = { expressivity: 8, progressivity: -0.2, trainability: -3, complexity: 1e6 };
 * const large = { expressivity: 9, progressivity: -0.1, trainability: -1, complexity: 9e6 };
 * azNas([small, large]); // → [ -2.7726, 0 ]
 * ```
 */
export function azNas(parts: readonly AzNasParts[]): readonly number[] {
  const keys = ["expressivity", "progressivity", "trainability", "complexity"] as const;
  const ranked = keys.map((key) => ranks(parts.map((part) => part[key])));
  return parts.map((_, i) => ranked.reduce((sum, of) => sum + Math.log(of[i]! / parts.length), 0));
}

/**
 * AZ-NAS's expressivity as a proxy of its own: Σ over feature maps of the entropy −Σ p log p, p the eigenvalues of the
 * covariance of the channels over their sum.
 *
 * @see azNasParts for what it needs and draws.
 *
 * @example
 * ```ts
 * import { azExpressivity } from "@eznas/proxies";
 *
 * azExpressivity().name; // → 'az_expressivity'
 * ```
 */
export function azExpressivity(options: AzNasOptions = {}): ZeroCostProxy {
  return part("az_expressivity", options, false, ({ features }) => spectral(features, expressivityOf));
}

/**
 * AZ-NAS's progressivity as a proxy of its own: the least growth of the entropy from one feature map to the next.
 *
 * @see azNasParts for what it needs and draws.
 *
 * @example
 * ```ts
 * import { azProgressivity } from "@eznas/proxies";
 *
 * azProgressivity().name; // → 'az_progressivity'
 * ```
 */
export function azProgressivity(options: AzNasOptions = {}): ZeroCostProxy {
  return part("az_progressivity", options, false, ({ features }) => spectral(features, progressivityOf));
}

/**
 * AZ-NAS's trainability as a proxy of its own: the mean over blocks of 2 − s − 1/(s + 10⁻⁶), s the spectral norm of the
 * block's Jacobian as estimated by the mean outer product of a gradient of random signs behind it
 * and what becomes of that before it.
 *
 * It is `non-finite` for a network with a block that does nothing; {@link azNasParts} has −Infinity there.
 *
 * @see azNasParts for what it needs and draws.
 *
 * @example
 * ```ts
 * import { azTrainability } from "@eznas/proxies";
 *
 * azTrainability().name; // → 'az_trainability'
 * ```
 */
export function azTrainability(options: AzNasOptions = {}): ZeroCostProxy {
  return part("az_trainability", options, true, ({ blocks }) => trainabilityOf(blocks));
}

function spectral(features: Features["features"], of: (features: Features["features"]) => number): number | ProxyScore {
  const flat = withoutSpectrum(features);
  return flat ? inapplicable(flat) : of(features);
}

function part(
  name: string,
  options: AzNasOptions,
  withBackward: boolean,
  of: (features: Features) => number | ProxyScore,
): ZeroCostProxy {
  return proxy({
    name,
    needs: { images: 1, rng: true },
    plan(subject) {
      const pass = featurePass(subject, options, withBackward);
      if ("ok" in pass) return pass;
      let value: number | ProxyScore = Number.NaN;
      const see = (features: Features): void => {
        value = of(features);
      };
      return { readings: [reading(pass, { withBackward, see })], score: () => value };
    },
  });
}
