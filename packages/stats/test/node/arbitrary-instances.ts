import fc from "fast-check";
import { type InstanceStatistics, type Statistic, type StatisticName, statisticNames } from "../../src/index.ts";

/** Numbers of every kind: a file holds NaN, infinities and −0 as well. */
const numbers = (length: number): fc.Arbitrary<Float32Array> =>
  fc.float32Array({ minLength: length, maxLength: length });

const statistic: fc.Arbitrary<Statistic> = fc
  .array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 })
  .chain((shape) => numbers(shape.reduce((a, b) => a * b, 1)).map((data) => ({ shape, data })));

/** Instances that have the same statistics each, some of them in shared arrays. */
export const instanceLists: fc.Arbitrary<{
  readonly names: readonly StatisticName[];
  readonly instances: readonly InstanceStatistics[];
}> = fc
  .record({
    names: fc.subarray([...statisticNames]),
    pool: fc.array(statistic, { minLength: 1, maxLength: 6 }),
    choices: fc.array(fc.array(fc.nat(), { minLength: 22, maxLength: 22 }), { maxLength: 4 }),
    labels: fc.uniqueArray(fc.string(), { minLength: 4, maxLength: 4 }),
  })
  .map(({ names, pool, choices, labels }) => ({
    names,
    instances: choices.map((choice, i) => ({
      name: labels[i]!,
      statistics: Object.fromEntries(names.map((name, j) => [name, pool[choice[j]! % pool.length]!])),
    })),
  }));
