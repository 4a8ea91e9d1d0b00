/** Scores that were computed once, of metrics on networks. */
import { formatProgram, type Program } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import type { DatasetNetwork, ScoreNetworks, ScoringOptions } from "../score-networks.ts";

/** Scores by metric and network; NaN where a network has none. */
export interface ScoreTable {
  /** Computes what is not there yet of every metric on every network; then gives all, a row for each metric. */
  of(
    metrics: readonly Program<string>[],
    networks: readonly DatasetNetwork[],
    options?: ScoringOptions,
  ): Promise<readonly (readonly number[])[]>;
  /** Takes over scores that were computed elsewhere, one for each network. */
  note(metric: Program<string>, networks: readonly DatasetNetwork[], scores: readonly number[]): void;
}

/**
 * Keeps every score that `scoreNetworks` gives, without the metric's sign, so that none is computed a second time; a
 * network that several tasks share, each with accuracies of its own, is scored once.
 */
export function scoreTable(scoreNetworks: ScoreNetworks): ScoreTable {
  const rows = new Map<string, Map<string, number>>();
  const places = new WeakMap<Dataset, string>();
  let unnamed = 0;
  /** One folder's networks are the same in every dataset that reads it. */
  const placeOf = (dataset: Dataset): string => {
    if ("path" in dataset && typeof dataset.path === "string") return dataset.path;
    const known = places.get(dataset) ?? `${dataset.name} #${unnamed++}`;
    places.set(dataset, known);
    return known;
  };
  const keyOf = ({ dataset, id }: DatasetNetwork): string => `${placeOf(dataset)}\n${id}`;
  const rowOf = (text: string): Map<string, number> => {
    const row = rows.get(text) ?? new Map<string, number>();
    rows.set(text, row);
    return row;
  };
  const unsigned = (metric: Program<string>): Program<string> => ({ ...metric, sign: 1 });
  return {
    note(metric, networks, scores) {
      const row = rowOf(formatProgram(unsigned(metric)));
      for (const [i, network] of networks.entries()) row.set(keyOf(network), scores[i]!);
    },
    async of(metrics, networks, options) {
      const plain = metrics.map(unsigned);
      const texts = plain.map(formatProgram);
      const scores = texts.map(rowOf);
      const keys = networks.map(keyOf);
      // Metrics that lack the same networks are scored on them together, so that they share their subtrees.
      const lacking = new Map<string, { readonly metrics: number[]; readonly networks: readonly number[] }>();
      for (const [i, row] of scores.entries()) {
        const missing = firstPlaces(keys, (key) => !row.has(key));
        if (missing.length === 0) continue;
        const group = lacking.get(missing.join()) ?? { metrics: [], networks: missing };
        group.metrics.push(i);
        lacking.set(missing.join(), group);
      }
      for (const group of lacking.values()) {
        const wanted = [...new Map(group.metrics.map((i) => [texts[i]!, i])).values()];
        const computed = await scoreNetworks(
          wanted.map((i) => plain[i]!),
          group.networks.map((at) => networks[at]!),
          options,
        );
        for (const [n, at] of group.networks.entries())
          for (const [m, i] of wanted.entries()) {
            const score = computed[n]![m]!;
            scores[i]!.set(keys[at]!, score.ok ? score.value : Number.NaN);
          }
      }
      return scores.map((row) => keys.map((key) => row.get(key)!));
    },
  };
}

/** Where each key that passes a test stands first. */
function firstPlaces(keys: readonly string[], passes: (key: string) => boolean): readonly number[] {
  const places = new Map<string, number>();
  for (const [place, key] of keys.entries()) if (passes(key) && !places.has(key)) places.set(key, place);
  return [...places.values()];
}
