import type { ScoreShelf, StoredScore } from "@eznas/search/node";
import { measuredFor } from "../metric.ts";
import type { MeasuredMetric, Metric } from "../metric-kinds.ts";
import type { NamedScore } from "../prepare-metrics.ts";
import type { ScoreDrawn } from "../rank.ts";

/** Where networks are scored by some metrics, until it is closed. */
export interface OpenScorer {
  readonly scoreDrawn: ScoreDrawn;
  close(): Promise<void>;
}

export interface StoredScoreDrawnOptions {
  /** The scores under the same inputs: `store.shelf(await scoreInputs(…))`. */
  readonly shelf: ScoreShelf;
  readonly metrics: readonly Metric[];
  /** Opened when a score is missing, with the metrics that some networks lack, and closed when those have it. */
  readonly open: (metrics: readonly MeasuredMetric[]) => OpenScorer;
}

/**
 * Scores networks for {@link rank}, but computes only what a store lacks, and stores each network's scores when they
 * are there: the scores are the same to the bit.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { inputsFor, metrics, scoreDrawnHere } from "@eznas/ranking";
 * import { scoreInputs, storedScoreDrawn } from "@eznas/ranking/node";
 * import { scoreStore } from "@eznas/search/node";
 * import { spaceNamed } from "@eznas/spaces/named";
 *
 * const space = spaceNamed("nas-bench-201");
 * const inputs = await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape });
 * const settings = { space: { name: "nas-bench-201" }, inputs, seed: 1 };
 * const store = scoreStore(await mkdtemp(join(tmpdir(), "eznas-")));
 * const scoreDrawn = storedScoreDrawn({
 *   shelf: await store.shelf(await scoreInputs(settings)),
 *   metrics: metrics("params"),
 *   open: (metrics) => ({ scoreDrawn: scoreDrawnHere({ space, metrics, inputs, seed: 1 }), close: async () => {} }),
 * });
 * const [scores] = await scoreDrawn([{ id: "|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|" }], {});
 * scores?.map(({ name, ok }) => [name, ok]); // → [ [ 'params', true ] ]
 * ```
 */
export function storedScoreDrawn({ shelf, metrics, open }: StoredScoreDrawnOptions): ScoreDrawn {
  const all = measuredFor(metrics);
  const rowOf = (id: string): readonly NamedScore[] =>
    all.map(({ name, text }) => ({ ...shelf.get(id, text)!, name }) as NamedScore);
  return async (networks, { onScored, onScores, signal }) => {
    const groups = new Map<string, { metrics: readonly MeasuredMetric[]; ids: string[] }>();
    let done = 0;
    for (const { id } of networks) {
      const lacking = lackingOf(all, (text) => shelf.get(id, text) === undefined);
      if (lacking.length === 0) {
        done++;
        await onScores?.(id, rowOf(id));
        continue;
      }
      const key = lacking.map(({ text }) => text).join("\n");
      const group = groups.get(key) ?? { metrics: lacking, ids: [] };
      groups.set(key, group);
      group.ids.push(id);
    }
    if (done > 0) onScored?.(done);
    for (const { metrics, ids } of groups.values()) {
      const scorer = open(metrics);
      const texts = metrics.map(({ text }) => text);
      const before = done;
      try {
        await scorer.scoreDrawn(
          ids.map((id) => ({ id })),
          {
            onScored: (more) => onScored?.(before + more),
            async onScores(id, scores) {
              await shelf.add({ networks: [id], metrics: texts, scores: [scores.map(plain)] });
              await onScores?.(id, rowOf(id));
            },
            signal,
          },
        );
      } finally {
        await scorer.close();
      }
      done += ids.length;
    }
    return networks.map(({ id }) => rowOf(id));
  };
}

/** Of metrics that are the same under two names, one. */
function lackingOf(metrics: readonly MeasuredMetric[], lacks: (text: string) => boolean): readonly MeasuredMetric[] {
  const byText = new Map(metrics.map((metric) => [metric.text, metric]));
  return [...byText.values()].filter(({ text }) => lacks(text));
}

function plain({ name, ...score }: NamedScore): StoredScore {
  return score;
}
