/**
 * Several metrics' scores as one: what is combined is how each ranks the networks,
 * for their values have no common unit.
 */
import { ranks } from "./ranks.ts";

/**
 * From the scores that several metrics give the same networks, in the same order, to one score for each network.
 *
 * Those of this package see ranks alone: no increasing transform of a metric's scores changes what comes out, nor does
 * the order of the metrics, and another order of the networks is another order of the result. They throw a RangeError
 * for no list, for lists of different lengths and for a NaN, which has no rank: leave that network out of all lists.
 */
export type RankCombination = (lists: readonly (readonly number[])[]) => number[];

/**
 * The mean of a network's {@link ranks} under several metrics, from 1, higher scores ranking higher.
 *
 * @example
 * ```ts
 * import { meanRank } from "@eznas/fitness";
 *
 * meanRank([[0.1, 0.4, 0.3], [700, 900, 950]]); // → [ 1, 2.5, 2.5 ]
 * ```
 */
export const meanRank: RankCombination = (lists) => summed("meanRank", lists, (rank) => rank / lists.length);

/**
 * The sum of log(rank / n), n being the number of networks, as AZ-NAS combines its parts (Lee and Ham 2024, eq. 8): a
 * low rank under one metric costs more than a high rank under another gains. The best under every metric has 0.
 *
 * @example
 * ```ts
 * import { logRankSum } from "@eznas/fitness";
 *
 * logRankSum([[0.1, 0.4, 0.3], [700, 950, 900]]); // → [ -2.1972, 0, -0.8109 ]
 * ```
 */
export const logRankSum: RankCombination = (lists) =>
  summed("logRankSum", lists, (rank, networks) => Math.log(rank / networks));

function summed(
  caller: string,
  lists: readonly (readonly number[])[],
  worth: (rank: number, networks: number) => number,
): number[] {
  const [first] = lists;
  if (!first) throw new RangeError(`${caller}: expected the scores of at least one metric, got none`);
  const other = lists.findIndex(({ length }) => length !== first.length);
  if (other >= 0)
    throw new RangeError(
      `${caller}: expected as many scores from every metric, ` +
        `got ${first.length} from the first and ${lists[other]!.length} at index ${other}`,
    );
  const totals = new Array<number>(first.length).fill(0);
  for (const list of lists) for (const [i, rank] of ranks(list).entries()) totals[i]! += worth(rank, list.length);
  return totals;
}
