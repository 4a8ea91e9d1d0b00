/**
 * Some networks of a table with what every metric's rank of them adds to a combination:
 * computed once, summed for thousands.
 */
import { kendallTauAgainst, ranks } from "@eznas/fitness";
import type { ScoredRow } from "../score-table.ts";

/** What a network's rank adds to a combination's score. */
export const worths = {
  logRanks: (rank: number, networks: number): number => Math.log(rank / networks),
  meanRank: (rank: number): number => rank,
} as const;

export type RankSum = keyof typeof worths;

/** A metric of a combination: its place in the list of metrics, and whether low scores are the better ones. */
export interface Term {
  readonly at: number;
  readonly sign: 1 | -1;
}

export interface RankedPart {
  readonly accuracies: readonly number[];
  /** The scores of a combination; the same array each time, which the next call fills anew. */
  scoresOf(terms: readonly Term[]): Float64Array;
  /** Kendall's τ of a combination. */
  tauOf(terms: readonly Term[]): number;
}

/**
 * Where a metric has no score a network ranks last, whatever the sign, so that all
 * combinations are about the same networks.
 */
export function rankedPart(networks: readonly ScoredRow[], columns: readonly number[], sum: RankSum): RankedPart {
  const worth = worths[sum];
  const n = networks.length;
  const ranked = (column: number, sign: 1 | -1): Float64Array => {
    const values = networks.map(({ scores }) => {
      const score = scores[column]!;
      return score.ok ? sign * score.value : Number.NEGATIVE_INFINITY;
    });
    return Float64Array.from(ranks(values), (rank) => worth(rank, n));
  };
  const upward = columns.map((column) => ranked(column, 1));
  const downward = columns.map((column) => ranked(column, -1));
  const accuracies = networks.map(({ accuracy }) => accuracy);
  const tau = kendallTauAgainst(accuracies);
  const total = new Float64Array(n);
  const scoresOf = (terms: readonly Term[]): Float64Array => {
    for (const [place, { at, sign }] of terms.entries()) {
      const list = (sign > 0 ? upward : downward)[at]!;
      if (place === 0) total.set(list);
      else for (let i = 0; i < n; i++) total[i]! += list[i]!;
    }
    return total;
  };
  return { accuracies, scoresOf, tauOf: (terms) => tau(scoresOf(terms)) };
}
