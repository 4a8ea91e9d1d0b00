/** Several programs that rank together: their scores have no common unit, the ranks that they give have. */
import type { InstanceStatistics } from "@eznas/stats";
import type { Program } from "./program.ts";
import { type Score, type ScorerOptions, scorer } from "./score.ts";

/**
 * From each program's scores of the same networks to one score a network: `meanRank` or `logRankSum` of
 * `@eznas/fitness`, or what is like them.
 */
export type Combine = (lists: readonly (readonly number[])[]) => readonly number[];

/** Several programs, or ensembles of them, whose scores of the same networks become one. */
export interface Ensembled {
  /** The canonical text, as `metric` of `@eznas/ranking` reads it. */
  readonly text: string;
  readonly parts: readonly (Program<string> | Ensembled)[];
  readonly combine: Combine;
  /**
   * What a part that is NaN or infinite on a network does: leave it without a score (default), or rank it last under
   * that part.
   */
  readonly nonFinite?: "fails" | "last";
  /** −1 where it is to be small. Default: 1. */
  readonly sign?: 1 | -1;
}

/** The programs that scores of an ensemble are made of, in their order. */
export const programsOf = (of: Program<string> | Ensembled): readonly Program<string>[] =>
  "tree" in of ? [of] : of.parts.flatMap(programsOf);

/**
 * An ensemble's score of each network, from the scores of {@link programsOf} on each. A network that a part has no
 * score for has none, with the reason of the first such part, and takes no part in the ranking; so does one whose
 * combined score is not finite.
 *
 * @example
 * ```ts
 * import { meanRank } from "@eznas/fitness";
 * import { ensembleScores, program, type Score } from "@eznas/program";
 *
 * const ok = (value: number): Score => ({ ok: true, value });
 * const parts = [program("mean(T3)"), program("frobenius(T3)")];
 * const ensembled = { text: "-meanRank(mean(T3), frobenius(T3))", parts, combine: meanRank, sign: -1 } as const;
 * ensembleScores(ensembled, [[ok(1), ok(9)], [ok(2), ok(4)]]).map((one) => one.ok && one.value); // → [ -1.5, -1.5 ]
 * ```
 */
export function ensembleScores(of: Ensembled, byNetwork: readonly (readonly Score[])[]): readonly Score[] {
  const { parts, combine, nonFinite = "fails", sign = 1 } = of;
  let from = 0;
  const columns = parts.map((part) => {
    const count = programsOf(part).length;
    const own = byNetwork.map((scores) => scores.slice(from, from + count));
    from += count;
    return "tree" in part ? own.map(([score]) => score!) : ensembleScores(part, own);
  });
  const last = (score: Score): Score =>
    nonFinite === "last" && !score.ok && score.reason === "non-finite"
      ? { ok: true, value: Number.NEGATIVE_INFINITY }
      : score;
  const rows = byNetwork.map((_, i) => columns.map((column) => last(column[i]!)));
  return combineScores(rows, combine).map((score) => (score.ok ? { ok: true, value: sign * score.value } : score));
}

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
  return failures.map((failure): Score => {
    if (failure) return failure;
    const value = combined[next++]!;
    return Number.isFinite(value)
      ? { ok: true, value }
      : { ok: false, reason: "non-finite", instance: "the combination" };
  });
}
