/** The paper's tables: how well metrics rank the networks of benchmarks. */
import type { Benchmark } from "./benchmarks.ts";
import { correlationFigure } from "./correlation-figure.ts";
import type { Figure } from "./figure.ts";
import { type Correlated, labelOf, type MeasureOptions, measureCorrelations } from "./measure-correlations.ts";
import { digits, type Findings, type Study, type StudyContext, span, type TextRows } from "./study.ts";

export interface CorrelationStudy extends Pick<Study, "name" | "title" | "count">, Pick<MeasureOptions, "among"> {
  readonly benchmarks: readonly Benchmark[];
  readonly metrics: readonly string[];
  /** What a reader must know of it, whatever is found. */
  readonly notes?: readonly string[];
}

/** A study that correlates metrics with accuracies. */
export function correlationStudy({ benchmarks, notes = [], among, ...study }: CorrelationStudy): Study {
  return {
    ...study,
    run: async (context) => {
      const measured = await measureCorrelations(context, {
        benchmarks,
        metrics: context.metrics,
        ...(among && { among }),
      });
      return correlationFindings(context, measured.correlations, [...measured.notes, ...notes]);
    },
  };
}

export function correlationFindings(
  { images, resamples }: StudyContext,
  correlations: readonly Correlated[],
  notes: readonly string[],
): Findings {
  const named = [...new Set(correlations.map(({ benchmark }) => benchmark))];
  return {
    results: correlations.map(({ points: _, ...rest }) => rest),
    tables: named.map((name) => tableOf(correlations.filter(({ benchmark }) => benchmark === name))),
    notes: [
      ...notes,
      ...(correlations.some(({ suiteZero }) => suiteZero !== undefined) ? [ofSuiteZero] : []),
      `in brackets: 95 % bootstrap intervals over ${resamples} resamples of the networks`,
    ],
    settings: {
      images,
      batch: [...new Set(correlations.map(({ batch }) => batch))].join(", "),
      split: [...new Set(correlations.map(({ split }) => split))].join(", "),
    },
    figure: figureOf(correlations),
  };
}

const ofSuiteZero =
  "Suite-Zero: ρ with validation accuracies in NAS-Bench-Suite-Zero (Krishnakumar et al. 2022, Fig. 2), " +
  "1,000 networks, batches of 64, of 32 for TransNAS-Bench-101";

function tableOf(correlations: readonly Correlated[]): TextRows {
  const [{ benchmark, split, batch }] = correlations as [Correlated, ...Correlated[]];
  const several = new Set(correlations.map(({ loss }) => loss)).size > 1;
  const has = (figure: (row: Correlated) => number | undefined): boolean =>
    correlations.some((row) => figure(row) !== undefined);
  const paper = has(({ published }) => published?.kendall ?? published?.spearman);
  const columns: readonly (Column | false)[] = [
    ["metric", (row) => (several ? `${labelOf(row)}, ${row.loss}` : labelOf(row))],
    ["Kendall τ", ({ kendall }) => digits(kendall)],
    ["95 %", ({ kendallInterval }) => span(kendallInterval, 2)],
    paper && ["paper", ({ published }) => digits(published?.kendall, 2)],
    ["Spearman ρ", ({ spearman }) => digits(spearman)],
    ["95 %", ({ spearmanInterval }) => span(spearmanInterval, 2)],
    paper && ["paper", ({ published }) => digits(published?.spearman, 2)],
    paper && ["Δρ", ({ spearman, published }) => digits(published?.spearman && spearman - published.spearman, 2)],
    has(({ suiteZero }) => suiteZero) && ["Suite-Zero", ({ suiteZero }) => digits(suiteZero, 2)],
    ["n", ({ n }) => `${n}`],
    ["failed", ({ failed }) => `${failed}`],
  ];
  const shown = columns.filter((column) => column !== false);
  return {
    title: `${benchmark} (${split}; batch ${batch})`,
    head: shown.map(([head]) => head),
    rows: correlations.map((row) => shown.map(([, cell]) => cell(row))),
  };
}

type Column = readonly [head: string, cell: (row: Correlated) => string];

const figureOf = (correlations: readonly Correlated[]): Figure =>
  correlationFigure(
    correlations.map((correlated) => ({
      line: `${labelOf(correlated)}${correlated.loss === "rectified" ? " (rectified)" : ""}`,
      group: correlated.benchmark,
      correlated,
    })),
  );
