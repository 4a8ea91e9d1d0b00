/** Published metrics that relate samples to each other, as programs over `interSampleOps`. */
import type { TerminalName } from "@eznas/stats";
import { type Program, program } from "../program.ts";
import { sum } from "../reductions/table.ts";
import { wholeVocabulary } from "../text/vocabulary.ts";

/** The same operations everywhere, so that programs over them share subtrees. */
const { ops: operations, terminals: terminalNames } = wholeVocabulary;

const ratios = "ratio(meanOverSamples(abs(T3G_S)), deviationOverSamples(T3G_S))";
const spectrum = "eigenvalues(jitter(correlation(JX_D)))";

/** A program of {@link interSampleZoo}. */
export type InterSampleZooName = "naswot" | "meco" | "zico" | "jacob-cov";

/**
 * The programs between samples, by name. They are no part of {@link zoo}: two need what `captureInterSample` of
 * `@eznas/stats` takes, and all need a batch of more than one.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { interSampleZoo, scoreAll, terminalsOf } from "@eznas/program";
 * import { captureInterSample, randomInputs } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const { zico, "jacob-cov": jacobCov } = interSampleZoo;
 * const statistics = [...terminalsOf(zico), ...terminalsOf(jacobCov)];
 * const inputs = randomInputs([4, 8, 8, 3], Math.random);
 * const instances = await captureInterSample(tinyModel(), inputs, { statistics });
 * scoreAll([zico, jacobCov], instances).map(({ ok }) => ok); // → [ true, true ]
 * ```
 */
export const interSampleZoo: Readonly<Record<InterSampleZooName, Program<TerminalName>>> &
  Readonly<Record<string, Program<TerminalName>>> = {
  /**
   * NASWOT: log det K, K being in how many places the ReLUs treat each two samples alike.
   *
   * K is summed over the network's ReLUs before the determinant is taken: score `joinInstances(instances)` of
   * `@eznas/stats`, whose one row for a sample is the code of all instances. Of instances as they are, this is the mean
   * of each layer's own log det, which is −∞ for a layer too small to tell the samples apart. ReLUs
   * that are in no instance do not count.
   *
   * Source: Mellor et al. 2021.
   *
   * @example
   * ```ts
   * import { interSampleZoo, score } from "@eznas/program";
   * import { joinInstances } from "@eznas/stats";
   *
   * const relu = (name: string, ...data: number[]) => ({
   *   name,
   *   statistics: { T1_D: { shape: [2, 2], data: Float32Array.from(data) } },
   * });
   * const instances = [relu("a", 1, -1, 2, 3), relu("b", -1, 1, 1, -1)];
   * score(interSampleZoo.naswot, [joinInstances(instances)]); // → { ok: true, value: 2.7081 }
   * ```
   */
  naswot: /* @__PURE__ */ program("logDet(agreement(T1_D))", { ops: operations }),

  /**
   * MeCo: the least eigenvalue of the correlation matrix of a layer's channels, summed over layers.
   *
   * MeCo runs one sample of noise, as N with a batch of one; of a larger batch, all samples' pixels are correlated. Its
   * layers are here the instances, by their batch norm's output.
   *
   * Source: Jiang et al. 2023.
   *
   * @example
   * ```ts
   * import { interSampleZoo, terminalsOf } from "@eznas/program";
   *
   * terminalsOf(interSampleZoo.meco); // → [ 'T4_N' ]
   * ```
   */
  meco: /* @__PURE__ */ program("minEigenvalue(correlation(byChannel(T4_N)))", { ops: operations, aggregate: sum }),

  /**
   * ZiCo: Σ over layers of log Σ over weights of E|g| / σ(g), g being the gradients of mini-batches, as its released
   * code computes it: weights without deviation do not count, and neither does a layer of none but such.
   *
   * The mini-batches are the parts of `captureInterSample`. ZiCo's loss is the cross-entropy with labels; here, as
   * everywhere in EZNAS, it is the sum of the outputs. Its layers are here the instances.
   *
   * Source: Li et al. 2023, and its released code.
   *
   * @example
   * ```ts
   * import { interSampleZoo, terminalsOf } from "@eznas/program";
   *
   * terminalsOf(interSampleZoo.zico); // → [ 'T3G_S' ]
   * ```
   */
  zico: /* @__PURE__ */ program(`log(mul(mean(${ratios}), numel(${ratios})))`, {
    ops: operations,
    terminals: terminalNames,
    aggregate: sum,
  }),

  /**
   * jacob_cov: −Σ log λ + 1/λ over the eigenvalues of how the samples' gradients at the network's
   * input correlate, each 10⁻⁵ larger.
   *
   * All instances share JX_D and give one and the same value; to compute it once, score the first of them. Where
   * rounding leaves an eigenvalue below 0, its logarithm counts as 0, and is NaN in the released code.
   *
   * Source: Mellor et al. 2020, as in Abdelfattah et al. 2021.
   *
   * @example
   * ```ts
   * import { interSampleZoo, score } from "@eznas/program";
   *
   * const JX_D = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 1, -1, 1) };
   * score(interSampleZoo["jacob-cov"], [{ name: "any", statistics: { JX_D } }]); // → { ok: true, value: -2 }
   * ```
   */
  "jacob-cov": /* @__PURE__ */ program(`sub(zerosLike(${spectrum}), add(log(${spectrum}), reciprocal(${spectrum})))`, {
    ops: operations,
    terminals: terminalNames,
    toScalar: sum,
  }),
};
