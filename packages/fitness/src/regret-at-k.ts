import { checkPicked, pickByScore } from "./picked-by-score.ts";
import { areComparable, type RankCorrelation } from "./rank-correlation.ts";

/**
 * The accuracy that is lost by training only the `k` networks with the highest scores: that of the best network less
 * that of the best among those, in the unit of the accuracies. It is to be small, and 0 is the least.
 *
 * Where scores tie across the last pick, the result is the mean over all ways to break the tie. It is NaN for a NaN
 * score or fewer than two networks, and defined for constant scores; a `k` over the number of networks is that number.
 * Throws a RangeError for a k that is no whole number from 1 up and for what {@link RankCorrelation} calls a mistake.
 *
 * @example
 * ```ts
 * import { regretAtK } from "@eznas/fitness";
 *
 * const accuracies = [60, 70, 80, 90, 91, 92];
 * [regretAtK(1)([1, 2, 3, 6, 5, 4], accuracies), regretAtK(3)([1, 2, 3, 6, 5, 4], accuracies)]; // → [ 2, 0 ]
 * ```
 */
export function regretAtK(k: number): RankCorrelation {
  checkPicked("regretAtK", "k", k);
  return (scores, accuracies) => {
    if (!areComparable("regretAtK", scores, accuracies)) return Number.NaN;
    const { surely, tied, ofTied } = pickByScore(scores, k);
    const best = (places: readonly number[]): number =>
      places.reduce((most, place) => Math.max(most, accuracies[place]!), Number.NEGATIVE_INFINITY);
    const sure = best(surely);
    const descending = tied.map((place) => accuracies[place]!).sort((a, b) => b - a);
    // The chance that the best picked of the tied is the j-th of them: none of the better
    // ones, it, and the others of the rest.
    let chance = ofTied / tied.length;
    let expected = 0;
    for (const [j, accuracy] of descending.entries()) {
      if (chance === 0) break;
      expected += chance * Math.max(sure, accuracy);
      const rest = tied.length - 1 - j;
      chance *= (rest - ofTied + 1) / rest;
    }
    return Math.max(0, best([...accuracies.keys()]) - expected); // rounding may leave a little less than nothing
  };
}
