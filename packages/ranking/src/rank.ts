import { setImmediate } from "node:timers/promises";
import { engineForMany } from "@eznas/engine";
import { Arena } from "@eznas/kernels/expression";
import type { ScorerOptions } from "@eznas/program";
import { type Correlation, correlate } from "@eznas/search";
import type { Space } from "@eznas/spaces";
import type { Inputs, Network, TerminalTable } from "@eznas/stats";
import { type BeyondSize, beyondSize } from "./beyond-size.ts";
import { combineMetrics } from "./combine-metrics.ts";
import { type Draw, drawNetworks } from "./draw-networks.ts";
import { type Loss, lossFor } from "./loss.ts";
import { measuredFor } from "./metric.ts";
import type { Metric } from "./metric-kinds.ts";
import { type NamedScore, prepareMetrics } from "./prepare-metrics.ts";
import { measureArchitecture, type ScoreArchitectureOptions } from "./score-network.ts";

/**
 * For every network, in the order given, its scores by what is measured for the metrics: parts in place of those that
 * are made of others.
 */
export type ScoreDrawn = (
  networks: readonly Pick<Network, "id">[],
  options: ScoreDrawnOptions,
) => Promise<readonly (readonly NamedScore[])[]>;

export interface ScoreDrawnOptions {
  readonly onScored?: ((done: number) => void) | undefined;
  /** Gets each network's scores when they are there, in no order; the next of its thread waits for it. */
  readonly onScores?: ((id: string, scores: readonly NamedScore[]) => void | Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RankOptions<A> extends Draw<A> {
  readonly metrics: readonly Metric[];
  readonly inputs: Inputs;
  /** Whose sum programs differentiate. Default: the space's own, or `logits`. */
  readonly loss?: Loss;
  /** What becomes of programs that read gradients which are rounding. Default: `refuse`. */
  readonly vanishedGradients?: ScorerOptions["vanishedGradients"];
  /** How what programs may read is captured. Default: `terminals` of `@eznas/stats`. */
  readonly terminals?: TerminalTable | undefined;
  /** Where networks are built and scored. Default: in this thread; `startRankWorkers` does it in several. */
  readonly scoreDrawn?: ScoreDrawn | undefined;
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the ranking between two networks: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How well a metric's scores rank accuracies. */
export interface RankedMetric extends Correlation {
  readonly name: string;
}

export interface RankedNetwork {
  readonly id: string;
  readonly accuracy: number;
  readonly scores: readonly NamedScore[];
}

export interface Ranking {
  readonly metrics: readonly RankedMetric[];
  readonly networks: readonly RankedNetwork[];
  /** What of each metric's τ is more than size. */
  readonly beyondSize: BeyondSize;
}

/**
 * Scores random architectures of an accuracy table by each metric and correlates scores with accuracies (Kendall τ-b
 * and Spearman ρ, the measure of the paper's Tables 1–4), and tells what of τ is left given the networks' sizes.
 *
 * An architecture that a metric cannot score is left out for that metric and counted in `failed`. Rejects with a
 * `RangeError` when the table has fewer rows than `count` and when all that were drawn have one accuracy, and with the
 * space's own error for a row that is not in the space. A metric whose scores are all equal has the `reason` and NaN.
 *
 * @example
 * ```ts
 * import { inputsFor, metrics, rank } from "@eznas/ranking";
 * import { useBackend } from "@eznas/kernels";
 * import { nasBench201 } from "@eznas/spaces";
 *
 * await useBackend("wasm");
 * const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
 * const cell = (op: string) => `|${op}~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|`;
 * const { metrics: ranked } = await rank({
 *   space,
 *   table: [
 *     { id: cell("none"), accuracy: 80 },
 *     { id: cell("nor_conv_1x1"), accuracy: 85 },
 *     { id: cell("nor_conv_3x3"), accuracy: 90 },
 *   ],
 *   metrics: metrics("params,mean(abs(T3))"),
 *   inputs: await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape }),
 *   count: 3,
 *   seed: 1,
 * });
 * ranked[0]; // → { name: 'params', kendall: 1, spearman: 1, n: 3, failed: 0 }
 * ```
 */
export async function rank<A>(options: RankOptions<A>): Promise<Ranking> {
  const { metrics, signal, scoreDrawn = scoreDrawnHere(options) } = options;
  const drawn = drawNetworks("rank", options);
  const [first] = drawn;
  if (drawn.every(({ accuracy }) => accuracy === first!.accuracy))
    throw new RangeError(
      `rank: all ${drawn.length} networks that were drawn have the accuracy ${first!.accuracy}: ` +
        "there is nothing to rank; draw more, or take another column",
    );
  const scored = await scoreDrawn(drawn, { onScored: (done) => options.onProgress?.(done, drawn.length), signal });
  const all = measuredFor(metrics);
  const names = all.map(({ name }) => name);
  const odd = scored.find((row) => row.map(({ name }) => name).join("\n") !== names.join("\n"));
  if (odd)
    throw new RangeError(
      `rank: expected scores by ${names.join(", ")}, got ${odd.map(({ name }) => name).join(", ")}; ` +
        "start the workers with the same metrics",
    );
  const scores = combineMetrics(
    metrics,
    scored.map((row) => new Map(row.map((score, place) => [all[place]!.text, score]))),
  );
  const networks = drawn.map(({ id, accuracy }, i): RankedNetwork => ({ id, accuracy, scores: scores[i]! }));
  const accuracies = networks.map(({ accuracy }) => accuracy);
  return {
    metrics: metrics.map(({ name }, place) => ({
      name,
      ...correlate(
        networks.map(({ scores }) => scores[place]!),
        accuracies,
      ),
    })),
    networks,
    beyondSize: beyondSize(options.space, networks),
  };
}

/** Scores networks in this thread. */
export function scoreDrawnHere<A>(options: ScoreArchitectureOptions & { readonly space: Space<A> }): ScoreDrawn {
  const measure = measuring(options);
  return async (networks, { onScored, onScores, signal }) => {
    const rows: (readonly NamedScore[])[] = [];
    for (const { id } of networks) {
      await setImmediate(); // lets a Ctrl-C be heard: scoring itself never waits
      signal?.throwIfAborted();
      const scores = await measure(id);
      rows.push(scores);
      await onScores?.(id, scores);
      onScored?.(rows.length);
    }
    return rows;
  };
}

/** What is measured on one architecture after the other, by their texts; all that they share is prepared now. */
export function measuring<A>(
  options: ScoreArchitectureOptions & { readonly space: Space<A> },
): (id: string) => Promise<readonly NamedScore[]> {
  const { space, metrics } = options;
  const loss = lossFor(space, options.loss);
  const prepared = prepareMetrics(metrics, { engine: engineForMany(), arena: new Arena(), ...options, loss });
  return async (id) => [...(await measureArchitecture(space, space.parse(id), prepared, options)).measured.values()];
}
