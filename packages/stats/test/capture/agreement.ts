import { expect } from "vitest";
import type { InstanceStatistics, StatisticName } from "../../src/index.ts";

/**
 * Expects two captures to be the same up to rounding: every number to `tolerance` times the largest of its tensor, and
 * zeros where all are. Of a tensor whose numbers cancel out (a batch norm lets hardly any gradient through to a kernel
 * that only scales) a hundredth of the largest of the same statistic in any instance counts as its largest.
 */
export function expectAgreement(
  ours: readonly InstanceStatistics[],
  theirs: readonly InstanceStatistics[],
  tolerance: number,
): void {
  expect(ours.map(({ name }) => name)).toEqual(theirs.map(({ name }) => name));
  const names = Object.keys(theirs[0]!.statistics) as StatisticName[];
  for (const statistic of names) {
    // A difference is no more exact than what it is a difference of.
    const scale = statistic.replace("_P", "_D") as StatisticName;
    const largest = theirs.map(({ statistics }) => largestOf(statistics[scale]!.data));
    const floor = Math.max(...largest) / 100;
    for (const [i, { name, statistics }] of theirs.entries()) {
      const { shape, data } = statistics[statistic]!;
      const own = ours[i]!.statistics[statistic]!;
      expect([name, statistic, own.shape, own.data.length]).toEqual([name, statistic, shape, data.length]);
      const allowed = largest[i] === 0 ? 0 : tolerance * Math.max(largest[i]!, floor);
      const off = data.findIndex((value, k) => !(Math.abs(value - own.data[k]!) <= allowed));
      if (off >= 0) expect([name, statistic, off, own.data[off], allowed]).toEqual([name, statistic, off, data[off]]);
    }
  }
}

function largestOf(data: Float32Array): number {
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  return largest;
}
