import type { Ensembled, Program } from "@eznas/program";
import type { Metric } from "./metric-kinds.ts";

/**
 * Metrics as baselines of a search, by name: for `testFinalists` of `@eznas/search` and `evolve` of `eznas`. Programs,
 * and combinations of programs.
 *
 * Throws a TypeError for a cost and a published proxy, and a combination of such: they are measured on a network, and a
 * dataset has statistics alone.
 *
 * @example
 * ```ts
 * import { baselinesOf, metrics } from "@eznas/ranking";
 *
 * Object.keys(baselinesOf(metrics("eznas-a, meanRank(snip, eznas-b)"))); // → [ 'eznas-a', 'meanRank(snip, eznas-b)' ]
 * ```
 */
export function baselinesOf(metrics: readonly Metric[]): Readonly<Record<string, Program<string> | Ensembled>> {
  return Object.fromEntries(metrics.map((metric) => [metric.name, baselineOf(metric)]));
}

function baselineOf(metric: Metric): Program<string> | Ensembled {
  if (metric.kind === "program") return metric.program;
  if (metric.kind !== "ensemble")
    throw new TypeError(
      `baselines: "${metric.name}" is measured on a network, and a dataset has statistics alone; ` +
        "give programs and combinations of programs",
    );
  const { text, parts, sign, combination } = metric;
  const { of: combine, nonFinite } = combination;
  return { text, parts: parts.map(baselineOf), combine, nonFinite, sign };
}
