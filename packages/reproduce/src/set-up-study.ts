/** How much what proxies are computed with decides how they rank. */
import type { Initialization } from "@eznas/spaces";
import type { Benchmark } from "./benchmarks.ts";
import { correlationFigure } from "./correlation-figure.ts";
import { type Correlated, drawFrom, labelOf, measureCorrelations } from "./measure-correlations.ts";
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

export interface SetUpStudyOptions extends Pick<Study, "name" | "title" | "count"> {
  readonly metrics: readonly string[];
  readonly benchmark: Benchmark;
  readonly setUps: readonly SetUp[];
  readonly notes: readonly string[];
}

/** Spearman's ρ of the same networks under several set-ups. */
export function setUpStudy({ benchmark, setUps, notes, ...about }: SetUpStudyOptions): Study {
  return {
    ...about,
    run: async (context) => {
      const drawn = await drawFrom(context, benchmark);
      const found = "missing" in drawn ? [] : await underSetUps(context, benchmark, setUps);
      return {
        results: found.map(({ points: _, ...rest }) => rest),
        tables: found.length > 0 ? [tableOf(benchmark, found)] : [],
        notes: [
          ...("missing" in drawn ? [drawn.missing] : []),
          "the networks are the same for all; in brackets: 95 % bootstrap intervals, " +
            `${context.resamples} resamples of the networks`,
          ...notes,
          "labels are random where the images have none",
        ],
        settings: { images: context.images, split: benchmark.split },
        figure: correlationFigure(found.map((row) => ({ line: row.title, group: labelOf(row), correlated: row }))),
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
    byTitle.set(title, await underSetUp(context, benchmark, setUp, title));
  }
  return [...byTitle.values()].flat();
}

function tableOf({ name, split }: Benchmark, found: readonly UnderSetUp[]): TextRows {
  const metrics = [...new Set(found.map(({ metric }) => metric))];
  const byMetric = metrics.map((metric) => found.filter((row) => row.metric === metric));
  const paper = found.some(({ published }) => published?.spearman !== undefined);
  return {
    title: `Spearman's ρ on ${name} (${split})`,
    head: ["metric", ...byMetric[0]!.map(({ title }) => title), ...(paper ? ["paper"] : []), "Suite-Zero", "n"],
    rows: byMetric.map((rows) => [
      labelOf(rows[0]!),
      ...rows.map(({ spearman, spearmanInterval }) => `${digits(spearman, 2)} ${span(spearmanInterval, 2)}`),
      ...(paper ? [digits(rows[0]!.published?.spearman, 2)] : []),
      digits(rows[0]!.suiteZero, 2),
      [...new Set(rows.map(({ n }) => n))].join(", "),
    ]),
  };
}

const titleOf = (
  context: StudyContext,
  { batch, initialization, resolution, images = context.images }: SetUp,
): string =>
  `${resolution === undefined ? "" : `${resolution}×${resolution}, `}batch ${batch}, ${initialization}, ${images}`;

async function underSetUp(
  context: StudyContext,
  benchmark: Benchmark,
  setUp: SetUp,
  title: string,
): Promise<readonly UnderSetUp[]> {
  const { batch, initialization, resolution, images = context.images } = setUp;
  const options = {
    ...benchmark.options,
    ...(resolution !== undefined && { resolution }),
    // The default goes unsaid, so that the scores of the tables are found again.
    ...(initialization !== "he-fan-out" && { initialization }),
  };
  const { correlations } = await measureCorrelations(
    { ...context, images },
    { benchmarks: [{ ...benchmark, name: `${benchmark.name}, ${title}`, batch, options }], metrics: context.metrics },
  );
  return correlations.map((row) => ({ ...row, ...setUp, title }));
}
