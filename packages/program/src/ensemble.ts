/** Several programs that rank together: their scores have no common unit, the ranks that they give have. */
import type { InstanceStatistics } from "@eznas/stats";
import type { Program } from "./program.ts";
import { type Score, type ScorerOptions, scorer } from "./score.ts";

/**
 * From each program's scores of the same networks to one score a network: `meanRank` or `logRankSum` of
 * `@eznas/fitness`, or what is like them.
 */
export type Combine = (lists: readonly (readonly number[])[]) => readonly number[];

/** Scores networks by how they stand among each other. */
export type Ensemble = (networks: readonly (readonly InstanceStatistics<string>[])[]) => readonly Score[];

/**
 * Programs as one metric of several networks: each ranks them, and the ranks are combined.
 *
 * A network's score depends on the others that are scored with it. One that a program has no score for has none, with
 * the reason of the first such program, and takes no part in the ranking. Where networks are too many to hold, score
 * one after the other by {@link scorer} and give what comes out to {@link combineScores}.
 * Throws a RangeError for no programs.
 *
 * @example
 * ```ts
 * import { logRankSum } from "@eznas/fitness";
 * import { ensemble, program } from "@eznas/program";
 *
 * const network = (...weights: number[]) => [
 *   { name: "conv", statistics: { T3: { shape: [2], data: Float32Array.from(weights) } } },
 * ];
 * const scoresOf = ensemble([program("mean(T3)"), program("frobenius(T3)")], logRankSum);
 * const [, second, third] = scoresOf([network(1, 2), network(5, 4), network(-9, 2)]);
 * second; // → { ok: true, value: -0.4055 }
 * third; // → { ok: true, value: -1.0986 }
 * ```
 */
export function ensemble(
  programs: readonly Program<string>[],
  combine: Combine,
  options: ScorerOptions = {},
): Ensemble {
  if (programs.length === 0) throw new RangeError("ensemble: got no programs; give one at least");
  const scoresOf = scorer(programs, options);
  return (networks) => combineScores(networks.map(scoresOf), combine);
}

/**
 * The combined score of each network from what several programs gave it, as a
 * {@link scorer} does; see {@link ensemble}.
 *
 * @example
 * ```ts
 * import { meanRank } from "@eznas/fitness";
 * import { combineScores, type Score } from "@eznas/program";
 *
 * const ok = (value: number): Score => ({ ok: true, value });
 * const failed: Score = { ok: false, reason: "shape", instance: "conv" };
 * combineScores([[ok(1), ok(9)], [ok(2), failed], [ok(3), ok(4)]], meanRank).map((one) => one.ok && one.value);
 * // → [ 1.5, false, 1.5 ]
 * ```
 */
export function combineScores(byNetwork: readonly (readonly Score[])[], combine: Combine): readonly Score[] {
  const failures = byNetwork.map((scores) => scores.find(({ ok }) => !ok));
  const ranked = byNetwork
    .filter((_, i) => !failures[i])
    .map((scores) => scores.flatMap((one) => (one.ok ? [one.value] : [])));
  const [first] = ranked;
  const combined = first ? combine(first.map((_, program) => ranked.map((values) => values[program]!))) : [];
  let next = 0;
  return failures.map((failure) => failure ?? { ok: true, value: combined[next++]! });
}
