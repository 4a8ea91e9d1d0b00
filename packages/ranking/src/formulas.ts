/** Metrics of every kind as formulas; those of programs are `infix` and `latex` of `@eznas/program`. */
import { expressionInfix, expressionLatex, infix, latex, latexInFull } from "@eznas/program";
import type { CostMetric, ExpressionMetric, Metric, ProxyMetric } from "./metric-kinds.ts";

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
 * metricInfix(metric("network: mul(2, log({sum of l2: T3}))")); // → '2 · log({Σ of ‖·‖: T3})'
 * ```
 */
export function metricInfix(metric: Metric): string {
  if (metric.kind === "program") return infix(metric.program);
  if (metric.kind === "cost" || metric.kind === "proxy") return `${metric.sign < 0 ? "−" : ""}${nameOf(metric)}`;
  const formula =
    metric.kind === "ensemble" ? metric.combination.infix(...metric.parts.map(metricInfix)) : infixOf(metric);
  return metric.sign < 0 ? `−(${formula})` : formula;
}

function infixOf({ tree, ops, parts }: ExpressionMetric): string {
  const leafInfix = (name: string): string => {
    const part = parts.get(name)!;
    return part.kind === "program" ? `{${infix(part.program)}}` : name;
  };
  return expressionInfix(tree, leafInfix, ops);
}

const nameOf = (metric: CostMetric | ProxyMetric): string => {
  if (metric.kind === "proxy") return metric.proxy.name;
  const { cost, pattern } = metric;
  return pattern && pattern.name !== "rcb" ? `${pattern.name}: ${cost}` : cost;
};

/**
 * A metric as a formula in LaTeX; programs within an expression have their toScalars and aggregates, also where they are
 * means.
 *
 * @example
 * ```ts
 * import { metric, metricLatex } from "@eznas/ranking";
 *
 * metricLatex(metric("logs(frobenius(T3), params)"));
 * // → '\\log \\left(\\left\\lVert T_{3} \\right\\rVert_{F}\\right) + \\log \\left(\\mathrm{params}\\right)'
 * metricLatex(metric("network: div({sum of l2: T3}, depth)"));
 * // → '\\frac{\\sum_{i \\in \\mathrm{rcb}} \\left\\lVert T_{3} \\right\\rVert_{2}}{\\mathrm{depth}}'
 * ```
 */
export function metricLatex(metric: Metric): string {
  if (metric.kind === "program") return latex(metric.program);
  if (metric.kind === "cost" || metric.kind === "proxy") return `${metric.sign < 0 ? "-" : ""}${latexName(metric)}`;
  const formula =
    metric.kind === "ensemble" ? metric.combination.latex(...metric.parts.map(metricLatex)) : latexOf(metric);
  return metric.sign < 0 ? `-\\left(${formula}\\right)` : formula;
}

function latexOf({ tree, ops, parts }: ExpressionMetric): string {
  const leafLatex = (name: string): string => {
    const part = parts.get(name)!;
    const formula = part.kind === "program" ? latexInFull(part.program) : metricLatex(part);
    const alone = (part.kind === "cost" || part.kind === "proxy") && part.sign > 0;
    const isProgram = part.kind === "program" && part.program.sign > 0;
    return alone || isProgram ? formula : `\\left(${formula}\\right)`;
  };
  return expressionLatex(tree, leafLatex, ops);
}

const upright = (name: string): string => `\\mathrm{${name.replaceAll("_", "\\_").replaceAll(" ", "\\ ")}}`;

const latexName = (metric: CostMetric | ProxyMetric): string =>
  metric.kind === "proxy"
    ? upright(metric.proxy.name)
    : `${upright(metric.cost)}${metric.pattern ? `_{${upright(metric.pattern.name)}}` : ""}`;
