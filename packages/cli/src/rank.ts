import { kendallTau, spearmanRho } from "@eznas/fitness";
import { sample, seeded } from "@eznas/gp";
import { scoreAll, type Score, terminalsOf } from "@eznas/program";
import type { Space } from "@eznas/spaces";
import { capture, type Inputs, type Network, type StatisticName } from "@eznas/stats";
import { costOf, type Metric } from "./metric.ts";

export interface RankOptions<A> {
  readonly space: Space<A>;
  /** True accuracies of architectures, by their text. */
  readonly table: readonly Network[];
  readonly metrics: readonly Metric[];
  readonly inputs: Inputs;
  /** How many architectures are drawn from the table. */
  readonly count: number;
  /** Seeds the draw of architectures and, with each architecture's text, its weights. */
  readonly seed: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RankedMetric {
  readonly name: string;
  readonly kendall: number;
  readonly spearman: number;
  /** Architectures that the metric could score; the correlations are over these. */
  readonly n: number;
  readonly failed: number;
}

export interface ScoredNetwork {
  readonly id: string;
  readonly accuracy: number;
  readonly scores: Readonly<Record<string, Score>>;
}

export interface Ranking {
  readonly metrics: readonly RankedMetric[];
  readonly networks: readonly ScoredNetwork[];
}

/** The distinct statistics that the programs among the metrics read. */
export function statisticsOf(metrics: readonly Metric[]): readonly StatisticName[] {
  return [...new Set(metrics.flatMap((m) => (m.kind === "program" ? terminalsOf(m.program) : [])))];
}

async function scoresOf<A>(text: string, { space, metrics, inputs, seed }: RankOptions<A>): Promise<readonly Score[]> {
  const architecture = space.parse(text);
  const statistics = statisticsOf(metrics);
  const programs = metrics.flatMap((m) => (m.kind === "program" ? [m.program] : []));
  let ofPrograms: readonly Score[] = [];
  if (programs.length > 0) {
    const model = space.build(architecture, seeded(seed, "weights", text));
    try {
      ofPrograms = scoreAll(programs, await capture(model, inputs, { statistics }));
    } finally {
      model.dispose();
    }
  }
  let next = 0;
  return metrics.map((m) =>
    m.kind === "program" ? ofPrograms[next++]! : { ok: true, value: costOf(space, architecture, m.cost) },
  );
}

/**
 * Scores random architectures of an accuracy table by each metric and correlates scores with accuracies (Kendall τ-b
 * and Spearman ρ, the measure of the paper's Tables 1–4).
 *
 * An architecture that a metric cannot score is left out for that metric and counted in `failed`. Throws a `RangeError`
 * when the table has fewer rows than `count`, and the space's own error for a row that is not in the space.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, rank } from "eznas";
 * import { useBackend } from "@eznas/kernels";
 * import { nasBench201 } from "@eznas/spaces";
 *
 * await useBackend("wasm");
 * const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
 * const cell = (op: string) => `|${op}~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|`;
 * const { metrics: ranked } = await rank({
 *   space,
 *   table: [
 *     { id: cell("none"), accuracy: 80 },
 *     { id: cell("nor_conv_1x1"), accuracy: 85 },
 *     { id: cell("nor_conv_3x3"), accuracy: 90 },
 *   ],
 *   metrics: metrics("params,mean(abs(T3))"),
 *   inputs: await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape }),
 *   count: 3,
 *   seed: 1,
 * });
 * ranked[0]?.kendall; // → 1
 * ```
 */
export async function rank<A>(options: RankOptions<A>): Promise<Ranking> {
  const { table, metrics, count, seed, onProgress } = options;
  if (!(Number.isInteger(count) && count >= 2 && count <= table.length))
    throw new RangeError(`rank: count must be a whole number from 2 to the table's ${table.length} rows, got ${count}`);
  const drawn = sample(table, count, seeded(seed, "networks"));
  const networks: ScoredNetwork[] = [];
  for (const { id, accuracy } of drawn) {
    const scores = await scoresOf(id, options);
    networks.push({ id, accuracy, scores: Object.fromEntries(metrics.map((m, i) => [m.name, scores[i]!])) });
    onProgress?.(networks.length, count);
  }
  return { metrics: metrics.map(({ name }) => correlate(name, networks)), networks };
}

function correlate(name: string, networks: readonly ScoredNetwork[]): RankedMetric {
  const scored = networks.flatMap(({ scores, accuracy }) => {
    const score = scores[name]!;
    return score.ok ? [{ value: score.value, accuracy }] : [];
  });
  const values = scored.map(({ value }) => value);
  const accuracies = scored.map(({ accuracy }) => accuracy);
  return {
    name,
    kendall: kendallTau(values, accuracies),
    spearman: spearmanRho(values, accuracies),
    n: scored.length,
    failed: networks.length - scored.length,
  };
}
