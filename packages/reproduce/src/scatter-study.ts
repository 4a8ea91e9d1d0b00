/** Score against accuracy, a panel for each benchmark. */
import { type Benchmark, programsAndRivals } from "./benchmarks.ts";
import { correlationFindings } from "./correlation-study.ts";
import { measureCorrelations } from "./measure-correlations.ts";
import type { Study } from "./study.ts";

/** A study that draws every network by its score and its accuracy. */
export function scatterStudy(
  study: Pick<Study, "name" | "title" | "count"> & { readonly benchmarks: readonly Benchmark[] },
): Study {
  const { benchmarks, ...named } = study;
  return {
    ...named,
    metrics: programsAndRivals.slice(0, 1),
    run: async (context) => {
      const { correlations, notes } = await measureCorrelations(context, { benchmarks, metrics: context.metrics });
      const found = correlationFindings(context, correlations, notes);
      const panels = correlations.map((row) => ({
        ...row,
        panel:
          `${row.benchmark}\n${row.metric}${row.loss === "rectified" ? ", rectified" : ""}: ` +
          `τ ${row.kendall.toFixed(2)}`,
      }));
      const dots = panels.flatMap(({ panel, points }) =>
        points.scores.map((score, i) => ({
          panel,
          score: place(points.scores, score),
          accuracy: points.accuracies[i]!,
        })),
      );
      return {
        ...found,
        results: panels.map(({ panel: _, ...row }) => row),
        figure: (plot) => ({
          width: 560,
          height: 60 + 200 * Math.max(1, panels.length),
          marginRight: 230,
          x: { label: "score, from the least to the greatest of the panel" },
          y: { label: "accuracy, %", grid: true },
          fy: { label: null, domain: panels.map(({ panel }) => panel) },
          marks: [
            plot.frame({ stroke: "#ddd" }),
            plot.dot(dots, { x: "score", y: "accuracy", fy: "panel", r: 1.5, fill: "currentColor", fillOpacity: 0.5 }),
          ],
        }),
      };
    },
  };
}

/** Panels share an axis, but scores of different benchmarks no scale. */
function place(scores: readonly number[], score: number): number {
  const [least, greatest] = [Math.min(...scores), Math.max(...scores)];
  return greatest === least ? 0.5 : (score - least) / (greatest - least);
}
