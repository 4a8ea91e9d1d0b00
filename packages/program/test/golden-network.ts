/** The golden network and the scores that PyTorch gave it. */
import { readFileSync } from "node:fs";
import type { InstanceStatistics, StatisticName } from "@eznas/stats";

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${file}`, import.meta.url), "utf8")) as T;
}

interface GoldenNetwork {
  readonly layers: readonly {
    readonly name: string;
    readonly stats: Readonly<Record<StatisticName, { readonly shape: readonly number[]; readonly data: number[] }>>;
  }[];
}

export interface GoldenScores {
  readonly perLayer: readonly (number | null)[];
  readonly mean: number | null;
}

interface GoldenPrograms {
  readonly programs: Readonly<Record<string, GoldenScores>>;
  readonly float32EqualsExact: Readonly<Record<StatisticName, boolean>>;
  readonly eznasAByStatistic: Readonly<Record<StatisticName, GoldenScores>>;
  readonly eznasAByStatisticExactDeterminant: Readonly<Record<StatisticName, GoldenScores>>;
}

export const goldenPrograms: GoldenPrograms = read("eznas-programs.json");

/** The three instances of rcb-small.json. */
export const goldenInstances: readonly InstanceStatistics[] = read<GoldenNetwork>("rcb-small.json").layers.map(
  ({ name, stats }) => ({
    name,
    statistics: Object.fromEntries(
      Object.entries(stats).map(([statistic, { shape, data }]) => [
        statistic,
        { shape, data: Float32Array.from(data) },
      ]),
    ),
  }),
);
