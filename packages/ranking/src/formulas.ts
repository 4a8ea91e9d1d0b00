/** Metrics of every kind as formulas; those of programs are `infix` and `latex` of `@eznas/program`. */
import { infix, latex } from "@eznas/program";
import type { Metric } from "./metric.ts";

/**
 * A metric as a formula for reading in a terminal, different for each two metrics of the published operations. N stands
 * for how many networks are ranked, `rank∞` for ranks of which a NaN or infinite score has the last.
 *
 * @example
 * ```ts
 * import { metric, metricInfix } from "@eznas/ranking";
 *
 * metricInfix(metric("logRanks(frobenius(T3), flops)")); // → 'log(rank(‖T3‖)/N) + log(rank(flops)/N)'
 * metricInfix(metric("-meanRank(eznas-a, proxy:snip)")); // → '−(mean rank(‖σ(logDet(sign(T1G_D)))‖, snip))'
 * ```
 */
export function metricInfix(metric: Metric): string {
  if (metric.kind === "program") return infix(metric.program);
  if (metric.kind !== "ensemble") return `${metric.sign < 0 ? "−" : ""}${nameOf(metric)}`;
  const formula = metric.combination.infix(...metric.parts.map(metricInfix));
  return metric.sign < 0 ? `−(${formula})` : formula;
}

/**
 * A metric as a formula in LaTeX.
 *
 * @example
 * ```ts
 * import { metric, metricLatex } from "@eznas/ranking";
 *
 * metricLatex(metric("logs(frobenius(T3), params)"));
 * // → '\\log \\left(\\left\\lVert T_{3} \\right\\rVert_{F}\\right) + \\log \\left(\\mathrm{params}\\right)'
 * ```
 */
export function metricLatex(metric: Metric): string {
  if (metric.kind === "program") return latex(metric.program);
  if (metric.kind !== "ensemble")
    return `${metric.sign < 0 ? "-" : ""}\\mathrm{${nameOf(metric).replaceAll("_", "\\_")}}`;
  const formula = metric.combination.latex(...metric.parts.map(metricLatex));
  return metric.sign < 0 ? `-\\left(${formula}\\right)` : formula;
}

const nameOf = (metric: Exclude<Metric, { kind: "program" | "ensemble" }>): string =>
  metric.kind === "cost" ? metric.cost : metric.proxy.name;
