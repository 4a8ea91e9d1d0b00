import { join } from "node:path";
import type { NamedScore } from "@eznas/ranking";
import { inputsFor, metric, type ScoreDrawn, scoreDrawnHere } from "@eznas/ranking";
import { startRankWorkers } from "@eznas/ranking/node";
import { spaceNamed } from "@eznas/spaces/named";
import { openScoreBook, type ScoreSettings } from "./score-book.ts";
import type { StudyContext } from "./study.ts";

export interface ScoredNetworks {
  /** For every network, by its text and in the order given, its scores by every metric in their order. */
  of(ids: readonly string[], title?: string): Promise<readonly (readonly NamedScore[])[]>;
  close(): Promise<void>;
}

/**
 * Networks' scores by metrics, from the book of these settings or computed now and written into it, in as many threads
 * as the study has. Threads are started when the first network is missing.
 */
export async function scoredNetworks(
  context: StudyContext,
  settings: Omit<ScoreSettings, "images" | "backend">,
  metrics: readonly string[],
): Promise<ScoredNetworks> {
  const { images, backend, workers, signal, progress } = context;
  const all: ScoreSettings = { ...settings, images, backend };
  const book = await openScoreBook(join(context.out, "scores"), all);
  const space = spaceNamed(settings.space, settings.options);
  let running: { readonly key: string; readonly score: ScoreDrawn; close(): Promise<void> } | undefined;

  const scorerOf = async (names: readonly string[]): Promise<ScoreDrawn> => {
    const key = names.join("\n");
    if (running?.key === key) return running.score;
    await running?.close();
    const { batch, seed, loss } = settings;
    const inputs = await inputsFor({ images, batch, seed, shape: space.inputShape });
    // Published rankings count networks whose loss is constant too.
    const shared = { inputs, seed, loss, vanishedGradients: "score" as const };
    if (workers === 1) {
      const score = scoreDrawnHere({ space, metrics: names.map((name) => metric(name)), ...shared });
      running = { key, score, close: async () => {} };
    } else {
      const { space: name, options } = settings;
      const started = startRankWorkers({
        count: workers,
        space: { name, options },
        metrics: names,
        backend,
        ...shared,
      });
      running = { key, score: started.scoreDrawn, close: () => started.close() };
    }
    return running.score;
  };

  return {
    async of(ids, title) {
      const lacking = (name: string, id: string): boolean => book.get(id, name) === undefined;
      const missing = [...new Set(ids)].filter((id) => metrics.some((name) => lacking(name, id)));
      if (missing.length > 0) {
        const names = metrics.filter((name) => missing.some((id) => lacking(name, id)));
        const score = await scorerOf(names);
        if (title !== undefined) progress(title, 0, missing.length);
        await score(
          missing.map((id) => ({ id })),
          {
            onScores: (id, scores) => book.add(id, scores),
            onScored: title === undefined ? undefined : (done) => progress(title, done, missing.length),
            signal,
          },
        );
      }
      return ids.map((id) => metrics.map((name) => book.get(id, name)!));
    },
    close: async () => running?.close(),
  };
}
