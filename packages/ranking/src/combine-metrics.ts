/** Scores of metrics from what was measured on networks. */
import type { EnsembleMetric, Metric } from "./metric.ts";
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

const ranksNetworks = (metric: Metric): boolean =>
  metric.kind === "ensemble" && (metric.combination.ranksNetworks || metric.parts.some(ranksNetworks));

function columnOf(metric: Metric, networks: readonly Measured[]): readonly NamedScore[] {
  if (metric.kind === "ensemble") return combined(metric, networks);
  return networks.map((network) => ({ ...network.get(metric.name)!, name: metric.name }));
}

function combined({ name, sign, combination, parts }: EnsembleMetric, networks: readonly Measured[]) {
  const columns = parts.map((part) => columnOf(part, networks));
  const values = networks.map((_, i) =>
    columns.map((column) => numberOf(column[i]!, combination.nonFinite === "last")),
  );
  const failures = networks.map((_, i) => columns.findIndex((_, at) => values[i]![at] === undefined));
  const kept = values.filter((_, i) => failures[i]! < 0) as readonly (readonly number[])[];
  const scores = kept.length > 0 ? combination.of(parts.map((_, at) => kept.map((row) => row[at]!))) : [];
  let next = 0;
  return networks.map((_, i): NamedScore => {
    const failed = failures[i]!;
    if (failed >= 0) {
      const failure = columns[failed]![i]! as NamedScore & { readonly ok: false };
      const detail = "detail" in failure ? failure.detail : `at the instance "${failure.instance}"`;
      return { name, ok: false, reason: failure.reason, detail: `${parts[failed]!.name}: ${detail}` };
    }
    const value = sign * scores[next++]!;
    if (Number.isFinite(value)) return { name, ok: true, value };
    return { name, ok: false, reason: "non-finite", detail: `the score is ${value}` };
  });
}

function numberOf(score: NamedScore, nonFiniteIsLast: boolean): number | undefined {
  if (score.ok) return score.value;
  return nonFiniteIsLast && score.reason === "non-finite" ? Number.NEGATIVE_INFINITY : undefined;
}
