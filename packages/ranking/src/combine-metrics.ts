/** Scores of metrics from what was measured on networks. */
import { fold, type Tree } from "@eznas/gp";
import { constantOf, evaluateExpression, type ScalarOpTable } from "@eznas/program";
import { isMeasured } from "./metric.ts";
import type { EnsembleMetric, ExpressionMetric, Metric } from "./metric-kinds.ts";
import type { Measured, NamedScore } from "./prepare-metrics.ts";

/** Every network by every metric, in their orders; those that rank networks among each other do so here. */
export function combineMetrics(
  metrics: readonly Metric[],
  networks: readonly Measured[],
): readonly (readonly NamedScore[])[] {
  const columns = metrics.map((metric) => columnOf(metric, networks));
  return networks.map((_, i) => columns.map((column) => column[i]!));
}

/** One network by every metric: one that ranks networks has nothing to rank it among. */
export function combineAlone(metrics: readonly Metric[], network: Measured): readonly NamedScore[] {
  return metrics.map((metric) => {
    if (!ranksNetworks(metric)) return columnOf(metric, [network])[0]!;
    const detail = "it ranks networks among each other and has no score of one; rank several by it";
    return { name: metric.name, ok: false, reason: "inapplicable", detail };
  });
}

const ranksNetworks = (metric: Metric): boolean => {
  if (isMeasured(metric)) return false;
  const itself = metric.kind === "ensemble" && metric.combination.ranksNetworks;
  return itself || [...metric.parts.values()].some(ranksNetworks);
};

function columnOf(metric: Metric, networks: readonly Measured[]): readonly NamedScore[] {
  if (metric.kind === "ensemble") return combined(metric, networks);
  if (metric.kind === "expression") return evaluated(metric, networks);
  return networks.map((network) => ({ ...network.get(metric.text)!, name: metric.name }));
}

function combined({ name, sign, combination, parts }: EnsembleMetric, networks: readonly Measured[]) {
  return ofParts(name, parts, networks, combination.nonFinite === "last", (columns) => {
    const scores = combination.of(columns);
    return scores.map((score) => ({ value: sign * score }));
  });
}

function evaluated({ name, sign, tree, ops, parts }: ExpressionMetric, networks: readonly Measured[]) {
  const leaves = [...parts.keys()];
  return ofParts(name, [...parts.values()], networks, false, (columns) => {
    const byLeaf = new Map(leaves.map((leaf, at) => [leaf, Float64Array.from(columns[at]!)]));
    return [...evaluateExpression(tree, byLeaf, ops)].map((value, i) => ({
      value: sign * value,
      ...(!Number.isFinite(value) && { because: originOf(tree, ops, (leaf) => byLeaf.get(leaf)?.[i]) }),
    }));
  });
}

interface Combined {
  readonly value: number;
  /** Why it is not finite, where that is known. */
  readonly because?: string | undefined;
}

/** Scores of the networks on which all parts have one; the others fail as their first part does that fails. */
function ofParts(
  name: string,
  parts: readonly Metric[],
  networks: readonly Measured[],
  nonFiniteIsLast: boolean,
  of: (columns: readonly (readonly number[])[]) => readonly Combined[],
): readonly NamedScore[] {
  const columns = parts.map((part) => columnOf(part, networks));
  const values = networks.map((_, i) => columns.map((column) => numberOf(column[i]!, nonFiniteIsLast)));
  const failures = values.map((row) => row.indexOf(undefined));
  const kept = values.filter((_, i) => failures[i]! < 0) as readonly (readonly number[])[];
  const scores = kept.length > 0 ? of(parts.map((_, at) => kept.map((row) => row[at]!))) : [];
  let next = 0;
  return networks.map((_, i): NamedScore => {
    const failed = failures[i]!;
    if (failed >= 0) {
      const failure = columns[failed]![i]! as NamedScore & { readonly ok: false };
      const detail = "detail" in failure ? failure.detail : `at the instance "${failure.instance}"`;
      return { name, ok: false, reason: failure.reason, detail: `${parts[failed]!.name}: ${detail}` };
    }
    const { value, because } = scores[next++]!;
    if (Number.isFinite(value)) return { name, ok: true, value };
    return { name, ok: false, reason: "non-finite", detail: `the score is ${value}${because ? `: ${because}` : ""}` };
  });
}

function numberOf(score: NamedScore, nonFiniteIsLast: boolean): number | undefined {
  if (score.ok) return score.value;
  return nonFiniteIsLast && score.reason === "non-finite" ? Number.NEGATIVE_INFINITY : undefined;
}

/**
 * The operation within an expression that first made of finite numbers what is not, and no operation after it made
 * finite.
 */
function originOf(tree: Tree, ops: ScalarOpTable, leafValue: (name: string) => number | undefined): string | undefined {
  interface Node {
    readonly text: string;
    readonly value: number;
    readonly origin?: string | undefined;
  }
  return fold<Node>(tree, {
    leaf: (name) => ({ text: name, value: leafValue(name) ?? constantOf(name)! }),
    call(op, args) {
      const value = ops[op]!.of(...args.map((arg) => arg.value));
      const text = `${op}(${args.map((arg) => arg.text).join(", ")})`;
      if (Number.isFinite(value)) return { text, value };
      const inner = args.find(({ origin }) => origin !== undefined)?.origin;
      return { text, value, origin: inner ?? `${op} of ${args.map((arg) => arg.value).join(" and ")}, in ${text}` };
    },
  }).origin;
}
