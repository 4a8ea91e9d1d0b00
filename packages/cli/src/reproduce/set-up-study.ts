/** How much what proxies are computed with decides how they rank. */
import type { Initialization } from "@eznas/spaces";
import type { Benchmark } from "./benchmarks.ts";
import { correlationFigure } from "./correlation-figure.ts";
import type { Figure } from "./figure.ts";
import { type Correlated, drawFrom, measureCorrelations } from "./measure-correlations.ts";
import { digits, type Study, type StudyContext, span, type TextRows } from "./study.ts";

/** What networks are scored with. */
export interface SetUp {
  readonly batch: number;
  readonly initialization: Initialization;
  /** Height and width of the images, where not the benchmark's. */
  readonly resolution?: number;
  /** Instead of the study's. */
  readonly images?: string;
}

interface UnderSetUp extends Correlated, SetUp {
  readonly title: string;
}

export interface SetUpStudyOptions {
  readonly name: string;
  readonly title: string;
  readonly count: number;
  readonly metrics: readonly string[];
  readonly benchmarks: readonly Benchmark[];
  readonly setUps: readonly SetUp[];
  readonly notes: readonly string[];
}

/** Spearman's ρ of the same networks of each benchmark under several set-ups. */
export function setUpStudy({ benchmarks, setUps, notes, ...about }: SetUpStudyOptions): Study {
  return {
    ...about,
    run: async (context) => {
      const missing: string[] = [];
      const found: UnderSetUp[] = [];
      for (const benchmark of benchmarks) {
        const drawn = await drawFrom(context, benchmark);
        if ("missing" in drawn) missing.push(drawn.missing);
        else found.push(...(await underSetUps(context, benchmark, setUps)));
      }
      const there = benchmarks.filter(({ name }) => found.some(({ benchmark }) => benchmark === name));
      return {
        results: found.map(({ points: _, ...rest }) => rest),
        tables: there.map((benchmark) => tableOf(benchmark, found)),
        notes: [
          ...missing,
          "the networks are the same for all; in brackets: 95 % bootstrap intervals, " +
            `${context.resamples} resamples of the networks`,
          ...notes,
          "labels are random where the images have none",
        ],
        settings: { images: context.images, split: [...new Set(benchmarks.map(({ split }) => split))].join(", ") },
        figure: figureOf(found, there),
      };
    },
  };
}

async function underSetUps(
  context: StudyContext,
  benchmark: Benchmark,
  setUps: readonly SetUp[],
): Promise<readonly UnderSetUp[]> {
  const byTitle = new Map<string, readonly UnderSetUp[]>();
  for (const setUp of setUps) {
    const title = titleOf(context, setUp);
    if (byTitle.has(title)) continue; // such images are those of the whole study
    const { correlations } = await underSetUp(context, benchmark, setUp);
    byTitle.set(
      title,
      correlations.map((row) => ({ ...row, benchmark: benchmark.name, ...setUp, title })),
    );
  }
  return [...byTitle.values()].flat();
}

function tableOf({ name, split }: Benchmark, found: readonly UnderSetUp[]): TextRows {
  const ofBenchmark = found.filter(({ benchmark }) => benchmark === name);
  const byMetric = [...new Set(ofBenchmark.map(({ metric }) => metric))].map((metric) =>
    ofBenchmark.filter((row) => row.metric === metric),
  );
  return {
    title: `Spearman's ρ on ${name} (${split})`,
    head: ["metric", ...byMetric[0]!.map(({ title }) => title), "paper", "Suite-Zero", "n"],
    rows: byMetric.map((rows) => [
      labelOf(rows[0]!),
      ...rows.map(({ spearman, spearmanInterval }) => `${digits(spearman, 2)} ${span(spearmanInterval, 2)}`),
      digits(rows[0]!.published?.spearman, 2),
      digits(rows[0]!.suiteZero, 2),
      [...new Set(rows.map(({ n }) => n))].join(", "),
    ]),
  };
}

const labelOf = ({ metric }: Pick<Correlated, "metric">): string => metric.replace(/^proxy:/, "");

const titleOf = (
  context: StudyContext,
  { batch, initialization, resolution, images = context.images }: SetUp,
): string =>
  `${resolution === undefined ? "" : `${resolution}×${resolution}, `}batch ${batch}, ${initialization}, ${images}`;

function underSetUp(context: StudyContext, benchmark: Benchmark, setUp: SetUp) {
  const { batch, initialization, resolution, images = context.images } = setUp;
  const options = {
    ...benchmark.options,
    ...(resolution !== undefined && { resolution }),
    // The default goes unsaid, so that the scores of the tables are found again.
    ...(initialization !== "he-fan-out" && { initialization }),
  };
  const name = `${benchmark.name}, ${titleOf(context, setUp)}`;
  return measureCorrelations(
    { ...context, images },
    { benchmarks: [{ ...benchmark, name, batch, options }], metrics: context.metrics },
  );
}

const figureOf = (found: readonly UnderSetUp[], benchmarks: readonly Benchmark[]): Figure =>
  correlationFigure(
    found.map((row) => ({
      line: row.title,
      group: benchmarks.length > 1 ? `${row.benchmark}: ${labelOf(row)}` : labelOf(row),
      correlated: row,
    })),
  );
