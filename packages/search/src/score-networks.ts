/** Scores of programs on networks, in this thread or wherever else. */
import { type Program, type Score, scorer, sharedGraphOf } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import { pauses } from "./progress.ts";

/** A network of a dataset. */
export interface DatasetNetwork {
  readonly dataset: Dataset;
  readonly id: string;
}

export interface ScoringOptions {
  /** Called after each network with how many are done. */
  readonly onScored?: ((done: number) => void) | undefined;
  /** Ends the scoring between two networks: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** For every network, in the order given, the scores of all programs. */
export type ScoreNetworks = (
  programs: readonly Program<string>[],
  networks: readonly DatasetNetwork[],
  options?: ScoringOptions,
) => Promise<readonly (readonly Score[])[]>;

/**
 * Scores in this thread.
 *
 * Networks are outside and programs inside: a network is read once, with only the statistics that some program names,
 * and equal subtrees of all programs are computed once on it, so that a dataset may be larger than memory.
 *
 * @example
 * ```ts
 * import { program } from "@eznas/program";
 * import { scoreHere } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const T3 = { shape: [2], data: Float32Array.of(-1, 3) };
 * const dataset = inMemory("toy", [{ id: "a", accuracy: 90, instances: [{ name: "conv", statistics: { T3 } }] }]);
 * await scoreHere([program("abs(T3)")], [{ dataset, id: "a" }]); // → [ [ { ok: true, value: 2 } ] ]
 * ```
 */
export const scoreHere: ScoreNetworks = async (programs, networks, { onScored, signal } = {}) => {
  const pause = pauses({ signal });
  const { terminals } = sharedGraphOf(programs);
  // Benchmarks have such networks, one in eight of NDS; a program is judged by how it ranks those too.
  const scoresOf = scorer(programs, { vanishedGradients: "score" });
  const rows: (readonly Score[])[] = [];
  for (const { dataset, id } of networks) {
    await pause();
    rows.push(scoresOf(await dataset.read(id, terminals)));
    onScored?.(rows.length);
  }
  return rows;
};
