import { checkPicked } from "./picked-by-score.ts";
import { areComparable, type RankCorrelation } from "./rank-correlation.ts";
import { ascending, ranks } from "./ranks.ts";

/**
 * The normalized discounted cumulative gain of the `k` networks with the highest scores (Järvelin and Kekäläinen 2002):
 * 1 where they are the most accurate, in their order.
 *
 * A network's gain is its relative rank by accuracy, from 0 of the least accurate to 1 of the most, ties by their mean
 * rank; the gain at place i, from 1, is divided by log₂(1 + i), and the sum by the largest that there is. Networks of
 * one score take the mean gain of all (McSherry and Najork 2008). It lies in [0, 1]; it is NaN for a NaN score, fewer
 * than two networks and constant accuracies, and is defined for constant scores. A `k` over the number of networks is
 * that number. Throws a RangeError for a k that is no whole number from 1 up and for what
 * {@link RankCorrelation} calls a mistake.
 *
 * @example
 * ```ts
 * import { ndcg } from "@eznas/fitness";
 *
 * ndcg(3)([1, 2, 3, 4], [60, 70, 80, 90]); // → 1
 * ndcg(3)([1, 2, 4, 3], [60, 70, 80, 90]); // → 0.9225
 * ```
 */
export function ndcg(k: number): RankCorrelation {
  checkPicked("ndcg", "k", k);
  return (scores, accuracies) => {
    if (!areComparable("ndcg", scores, accuracies)) return Number.NaN;
    const n = scores.length;
    const gains = ranks(accuracies).map((rank) => (rank - 1) / (n - 1));
    if (gains.every((gain) => gain === gains[0])) return Number.NaN;
    return discounted(scores, gains, k) / discounted(accuracies, gains, k);
  };
}

function discounted(by: readonly number[], gains: readonly number[], k: number): number {
  const best = ascending(by).reverse();
  let total = 0;
  for (let from = 0, to = 0; from < Math.min(k, best.length); from = to) {
    let gain = 0;
    let discount = 0;
    for (; to < best.length && by[best[to]!] === by[best[from]!]; to++) {
      gain += gains[best[to]!]!;
      if (to < k) discount += 1 / Math.log2(to + 2);
    }
    total += (gain / (to - from)) * discount;
  }
  return total;
}
