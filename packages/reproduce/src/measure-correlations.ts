/** How metrics rank the networks of a benchmark. */
import { correlationInterval, type Interval, kendallTau, type RankCorrelation, spearmanRho } from "@eznas/fitness";
import { sample, seeded } from "@eznas/gp";
import type { Loss, NamedScore } from "@eznas/ranking";
import { combineMetrics, measuredFor, metric } from "@eznas/ranking";
import type { Network } from "@eznas/stats";
import { type Benchmark, type Published, quickOptions } from "./benchmarks.ts";
import { readBenchmark } from "./read-benchmark.ts";
import type { ScoreSettings } from "./score-book.ts";
import { scoredNetworks } from "./scored-networks.ts";
import type { StudyContext } from "./study.ts";

/** A metric on a benchmark. */
export interface Correlated {
  readonly benchmark: string;
  readonly split: string;
  readonly metric: string;
  readonly loss: Loss;
  readonly batch: number;
  /** Networks that have a score, and those that have none. */
  readonly n: number;
  readonly failed: number;
  readonly kendall: number;
  readonly kendallInterval: Interval;
  readonly spearman: number;
  readonly spearmanInterval: Interval;
  readonly published?: Published;
  /** Spearman's ρ in NAS-Bench-Suite-Zero. */
  readonly suiteZero?: number;
  readonly points: Points;
}

/** A metric's name in tables and figures. */
export const labelOf = ({ metric }: Pick<Correlated, "metric">): string => metric.replace(/^proxy:/, "");

/** The networks with a score. */
export interface Points {
  readonly scores: readonly number[];
  readonly accuracies: readonly number[];
}

export interface MeasuredCorrelations {
  readonly correlations: readonly Correlated[];
  readonly notes: readonly string[];
}

export interface MeasureOptions {
  readonly benchmarks: readonly Benchmark[];
  readonly metrics: readonly string[];
  /**
   * What becomes of a correlation before it is taken, such as being one of the best networks alone. Default: nothing.
   */
  readonly among?: (correlation: RankCorrelation) => RankCorrelation;
}

/** The correlations of every metric on every benchmark whose table is there, with a note for each that is not. */
export async function measureCorrelations(
  context: StudyContext,
  options: MeasureOptions,
): Promise<MeasuredCorrelations> {
  const correlations: Correlated[] = [];
  const notes: string[] = [];
  for (const benchmark of options.benchmarks) {
    const drawn = await drawFrom(context, benchmark);
    if ("missing" in drawn) notes.push(drawn.missing);
    else correlations.push(...(await onNetworks(context, benchmark, drawn.networks, options)));
  }
  return { correlations, notes };
}

/** Random networks of a benchmark, `count` or all if there are fewer: the same for the same seed. */
export async function drawFrom(
  { data, count, seed }: StudyContext,
  benchmark: Benchmark,
): Promise<{ readonly networks: readonly Network[] } | { readonly missing: string }> {
  const table = await readBenchmark(data, benchmark);
  if ("missing" in table) return table;
  return { networks: sample(table.networks, Math.min(count, table.networks.length), seeded(seed, "networks")) };
}

/** The settings of a benchmark's scores, but for the seed. */
export function settingsOf(
  { quick }: StudyContext,
  benchmark: Benchmark,
  loss: Loss = benchmark.losses[0]!,
): Omit<ScoreSettings, "images" | "backend" | "seed"> {
  const { space, options, batch } = benchmark;
  return { space, options: quick ? quickOptions(benchmark) : options, batch: quick ? Math.min(batch, 4) : batch, loss };
}

async function onNetworks(
  context: StudyContext,
  benchmark: Benchmark,
  networks: readonly Network[],
  { metrics, among = (correlation) => correlation }: MeasureOptions,
): Promise<readonly Correlated[]> {
  const { seed, resamples } = context;
  const accuracies = networks.map(({ accuracy }) => accuracy);
  const rows: Correlated[] = [];
  for (const [place, loss] of benchmark.losses.entries()) {
    // Only programs see the loss, and what is made of their scores.
    const asked =
      place === 0
        ? metrics
        : metrics.filter((name) => measuredFor([metric(name)]).some(({ kind }) => kind === "program"));
    const settings = settingsOf(context, benchmark, loss);
    const title = benchmark.losses.length > 1 ? `${benchmark.name}, ${loss}` : benchmark.name;
    const byName = await scoresByMetric(context, { ...settings, seed }, networks, asked, title);
    for (const name of asked) {
      const points = pointsOf(byName.get(name)!, accuracies);
      const measures = (of: RankCorrelation): readonly [number, Interval] => [
        among(of)(points.scores, points.accuracies),
        correlationInterval(among(of), points.scores, points.accuracies, { rng: seeded(seed, "bootstrap"), resamples }),
      ];
      const [kendall, kendallInterval] = measures(kendallTau);
      const [spearman, spearmanInterval] = measures(spearmanRho);
      const published = place === 0 ? benchmark.published[name] : undefined;
      const n = points.scores.length;
      const about = { benchmark: benchmark.name, split: benchmark.split, metric: name, loss, batch: settings.batch };
      const found = { n, failed: networks.length - n, kendall, kendallInterval, spearman, spearmanInterval, points };
      const suiteZero = place === 0 ? benchmark.suiteZero?.[name] : undefined;
      rows.push({
        ...about,
        ...found,
        ...(published && { published }),
        ...(suiteZero !== undefined && { suiteZero }),
      });
    }
  }
  return rows;
}

async function scoresByMetric(
  context: StudyContext,
  settings: Parameters<typeof scoredNetworks>[1],
  networks: readonly Network[],
  metrics: readonly string[],
  title: string,
): Promise<ReadonlyMap<string, readonly NamedScore[]>> {
  const asked = metrics.map((name) => metric(name));
  const all = measuredFor(asked);
  const scored = await scoredNetworks(
    context,
    settings,
    all.map(({ name }) => name),
  );
  try {
    const rows = await scored.of(
      networks.map(({ id }) => id),
      title,
    );
    const measured = rows.map((row) => new Map(row.map((score, place) => [all[place]!.text, score])));
    const combined = combineMetrics(asked, measured);
    return new Map(asked.map(({ name }, place) => [name, combined.map((row) => row[place]!)]));
  } finally {
    await scored.close();
  }
}

function pointsOf(scores: readonly NamedScore[], accuracies: readonly number[]): Points {
  const places = scores.flatMap((score, i) => (score.ok ? [i] : []));
  return {
    scores: places.map((i) => (scores[i] as { readonly value: number }).value),
    accuracies: places.map((i) => accuracies[i]!),
  };
}
