/** Metrics that `discover` of `@eznas/search` found; docs/discovery.md tells how, and what they are worth. */
import { convNorm } from "@eznas/stats";
import { type Program, program } from "../program.ts";
import { l2, mean, sum } from "../reductions/table.ts";
import { wholeVocabulary } from "../text/vocabulary.ts";
import { zoo } from "./zoo.ts";

/**
 * Reach: the root of how many inputs of convolutions the loss depends on, √Σ numel{∂L/∂x ≠ 0}, over all normalized
 * convolutions and the whole batch.
 *
 * It counts activations, as FLOPs count multiplications, and leaves out those that no gradient comes back to: behind dead ReLUs, on
 * branches that end, in paths that pooling skips. Unlike FLOPs and parameters it does not grow with the kernels. The data are
 * perturbed (T1G_P); plain data rank almost alike.
 *
 * Source: `npm run measure -- discovery`, seed 1, on seven spaces at once; searches that leave out one of the seven come back to it or
 * to its twin on plain data or noise in six of seven cases.
 *
 * @example
 * ```ts
 * import { formatProgram, reach } from "@eznas/program";
 *
 * formatProgram(reach); // → 'convNorm: l2 of l2: sign(T1G_P)'
 * ```
 */
export const reach: Program = /* @__PURE__ */ program("sign(T1G_P)", {
  pattern: convNorm(),
  toScalar: l2,
  aggregate: l2,
});

/**
 * Independence: over all normalized convolutions, how rough the gradient at the input is for its size, divided by how much the
 * gradients of the filters are correlated, Σᵢ −mean λmin(∂L/∂x) / mean |corr(∂L/∂W)|.
 *
 * The least eigenvalue of a map of numbers without a pattern grows with the root of its side, and so the first part is a measure of
 * resolution that structure in the gradient lowers; the correlation of filters without a pattern falls with the root of their
 * weights, and so the second is one of kernels that learn different things. The product of both is near the root of the
 * multiplications where nothing is redundant. Maps must be square.
 *
 * Source: `npm run measure -- discovery`, seed 1, the search on nineteen spaces at once.
 *
 * @example
 * ```ts
 * import { formatProgram, independence } from "@eznas/program";
 *
 * formatProgram(independence);
 * // → '-convNorm: sum of mean: ratio(minEigenvalue(normalize(T1G_P)), meanAbs(correlation(T3G_P)))'
 * ```
 */
export const independence: Program = /* @__PURE__ */ program(
  "ratio(minEigenvalue(normalize(T1G_P)), meanAbs(correlation(T3G_P)))",
  { ops: wholeVocabulary.ops, pattern: /* @__PURE__ */ convNorm(), toScalar: mean, aggregate: sum, sign: -1 },
);

/**
 * Spatial independence: over all normalized convolutions, how many kernels wider than a pixel learn, divided by how much the output
 * channels are correlated, ‖Σ λmin(∂L/∂W) / mean |corr(E[x])|‖ with gradients of perturbed data and outputs of noise.
 *
 * Of a kernel of one pixel the least eigenvalue is the number itself, and all of a layer sum to 0 when they are normalized: such
 * layers do not count, and neither does what follows a depthwise convolution's one channel. It is made for spaces whose networks
 * differ in where they have wide kernels, as NAS-Bench-201's do, and fails on DARTS (docs/discovery.md).
 *
 * Source: `npm run measure -- discovery-201`, seed 1, on NAS-Bench-201 alone.
 *
 * @example
 * ```ts
 * import { formatProgram, spatialIndependence } from "@eznas/program";
 *
 * formatProgram(spatialIndependence);
 * // → 'convNorm: l2 of sum: ratio(minEigenvalue(normalize(T3G_P)), meanAbs(correlation(meanOverSamples(T2_N))))'
 * ```
 */
export const spatialIndependence: Program = /* @__PURE__ */ program(
  "ratio(minEigenvalue(normalize(T3G_P)), meanAbs(correlation(meanOverSamples(T2_N))))",
  { ops: wholeVocabulary.ops, pattern: /* @__PURE__ */ convNorm(), toScalar: sum, aggregate: l2 },
);

/**
 * Effective size: over all normalized convolutions, the root of the weights that learn divided by how much the output channels are
 * correlated, Σᵢ √numel(Wᵢ) / mean |corr(E[x])| with outputs of noise.
 *
 * What normalization leaves of a gradient is its length, the root of how many numbers it has, or nothing where there is none. So a
 * layer counts by its size, and by how different the things are that its channels tell.
 *
 * Source: `npm run measure -- discovery`, seed 1: the best on the networks that the search on nineteen spaces learned from, where the
 * networks that choose took {@link independence}.
 *
 * @example
 * ```ts
 * import { effectiveSize, formatProgram } from "@eznas/program";
 *
 * formatProgram(effectiveSize);
 * // → 'convNorm: sum of l2: ratio(normalize(T3G_P), meanAbs(correlation(meanOverSamples(T2_N))))'
 * ```
 */
export const effectiveSize: Program = /* @__PURE__ */ program(
  "ratio(normalize(T3G_P), meanAbs(correlation(meanOverSamples(T2_N))))",
  { ops: wholeVocabulary.ops, pattern: /* @__PURE__ */ convNorm(), toScalar: l2, aggregate: sum },
);

/**
 * What was discovered, by the names of the command line.
 *
 * @example
 * ```ts
 * import { discovered } from "@eznas/program";
 *
 * Object.keys(discovered); // → [ 'reach', 'independence', 'effective-size', 'spatial-independence' ]
 * ```
 */
export const discovered: Readonly<Record<string, Program>> = {
  reach,
  independence,
  "effective-size": effectiveSize,
  "spatial-independence": spatialIndependence,
};

/**
 * The programs that a metric's text may name: those of the {@link zoo}, and what was {@link discovered}.
 *
 * @example
 * ```ts
 * import { namedPrograms } from "@eznas/program";
 *
 * "reach" in namedPrograms && "eznas-a" in namedPrograms; // → true
 * ```
 */
export const namedPrograms: Readonly<Record<string, Program>> = /* @__PURE__ */ { ...zoo, ...discovered };
