import { nodes, type Tree } from "@eznas/gp";
import { formatProgram, infix, latex, type Program, simplify, terminalsOf } from "@eznas/program";
import { type EnsembleMetric, type ExpressionMetric, type Metric, metricInfix, metricLatex } from "@eznas/ranking";

export interface Explanation {
  /** The metric's canonical text. */
  readonly text: string;
  /** The text with what changes nothing left out, where that is shorter: its score is the same to the bit. */
  readonly simplest?: string;
  readonly infix: string;
  readonly latex: string;
  /** Nodes of the tree. */
  readonly size: number;
  readonly depth: number;
  /** What it reads. */
  readonly statistics: readonly string[];
  /** The operations it is made of, each once, with where it departs from the textbook. */
  readonly operations: readonly { readonly name: string; readonly domain: string }[];
}

/**
 * A program as text, as a formula and in its parts.
 *
 * @example
 * ```ts
 * import { explain } from "eznas";
 * import { eznasA } from "@eznas/program";
 *
 * const { text, depth, statistics } = explain(eznasA);
 * text; // → 'frobenius(sigmoid(logDet(sign(T1G_D))))'
 * depth; // → 4
 * statistics; // → [ 'T1G_D' ]
 * ```
 */
export function explain(program: Program<string>): Explanation {
  const { tree, ops } = program;
  const simplest = simplify(program);
  return {
    text: formatProgram(program),
    ...(simplest.tree.size < tree.size && { simplest: formatProgram(simplest) }),
    infix: infix(program),
    latex: latex(program),
    size: tree.size,
    depth: tree.depth,
    statistics: terminalsOf(program),
    operations: operationsOf(tree, ops),
  };
}

function operationsOf(
  tree: Tree,
  ops: Readonly<Record<string, { readonly domain: string }>>,
): Explanation["operations"] {
  const used = new Set(nodes(tree).flatMap((node) => (node.kind === "call" ? [node.op] : [])));
  return [...used].map((name) => ({ name, domain: ops[name]!.domain }));
}

/** What a metric is made of is explained by. */
export type PartExplanation = Explanation | NamedExplanation | EnsembleExplanation | ExpressionExplanation;

/** A cost or a published proxy, which is not made of operations. */
export interface NamedExplanation {
  readonly text: string;
  readonly kind: "cost" | "proxy";
  readonly infix: string;
  readonly latex: string;
}

/** Several metrics as one. */
export interface EnsembleExplanation {
  /** The metric's canonical text. */
  readonly text: string;
  readonly infix: string;
  readonly latex: string;
  /** How the parts' scores become one. */
  readonly combination: string;
  readonly parts: readonly PartExplanation[];
}

/**
 * A combination of metrics as text, as a formula and in its parts.
 *
 * @example
 * ```ts
 * import { explainEnsemble } from "eznas";
 * import { metric } from "@eznas/ranking";
 *
 * const ensemble = metric("meanRank(eznas-a, flops)");
 * const told = ensemble.kind === "ensemble" ? explainEnsemble(ensemble) : undefined;
 * told?.infix; // → 'mean rank(‖σ(logDet(sign(T1G_D)))‖, flops)'
 * told?.combination; // → "the mean of a network's ranks among the others, from 1"
 * ```
 */
export function explainEnsemble(metric: EnsembleMetric): EnsembleExplanation {
  const { combination, parts } = metric;
  return { ...formsOf(metric), combination: combination.domain, parts: parts.map(explainPart) };
}

/** An expression over numbers of the network. */
export interface ExpressionExplanation extends Omit<Explanation, "statistics"> {
  /** What its leaves stand for that are no numbers. */
  readonly parts: readonly PartExplanation[];
}

/**
 * An expression over numbers of the network as text, as a formula and in its parts.
 *
 * @example
 * ```ts
 * import { explainExpression } from "eznas";
 * import { metric } from "@eznas/ranking";
 *
 * const expression = metric("network: div({l2: T3}, depth)");
 * const told = expression.kind === "expression" ? explainExpression(expression) : undefined;
 * told?.infix; // → '{‖·‖: T3} / depth'
 * told?.parts.map(({ text }) => text); // → [ 'l2: T3', 'depth' ]
 * ```
 */
export function explainExpression(metric: ExpressionMetric): ExpressionExplanation {
  const { tree, ops, parts } = metric;
  return {
    ...formsOf(metric),
    size: tree.size,
    depth: tree.depth,
    operations: operationsOf(tree, ops),
    parts: [...parts.values()].map(explainPart),
  };
}

function explainPart(metric: Metric): PartExplanation {
  if (metric.kind === "program") return explain(metric.program);
  if (metric.kind === "expression") return explainExpression(metric);
  return metric.kind === "ensemble" ? explainEnsemble(metric) : { ...formsOf(metric), kind: metric.kind };
}

const formsOf = (metric: Metric) => ({
  text: metric.text,
  infix: metricInfix(metric),
  latex: metricLatex(metric),
});
