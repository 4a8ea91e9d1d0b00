import type { BackendName } from "@eznas/kernels";
import { type Lanes, startLanes, workerModule } from "@eznas/node";
import type { ScorerOptions } from "@eznas/program";
import type { SpaceOptions } from "@eznas/spaces/named";
import type { Inputs } from "@eznas/stats";
import type { Loss } from "../loss.ts";
import type { NamedScore } from "../prepare-metrics.ts";
import type { ScoreDrawn } from "../rank.ts";

/** What a worker is started with: all that it needs to build and score a network, as plain data. */
export interface RankWorkerSettings {
  /** A space's name, or its module's address, and options, as `findSpace` takes them. */
  readonly space: { readonly name: string; readonly options?: SpaceOptions };
  /** Whole texts, as `metric` takes them. */
  readonly metrics: readonly string[];
  readonly inputs: Inputs;
  readonly seed: number;
  /** Whose sum programs differentiate. Default: `logits`. */
  readonly loss?: Loss;
  /** What becomes of programs that read gradients which are rounding. Default: `refuse`. */
  readonly vanishedGradients?: ScorerOptions["vanishedGradients"];
  readonly backend: BackendName | "auto";
}

export interface RankWorkersOptions extends RankWorkerSettings {
  /** How many threads; one for each core is the most that helps. */
  readonly count: number;
}

export interface RankWorkers {
  /** For `rank`, whose space, metrics, inputs and seed must be those of the workers. */
  readonly scoreDrawn: ScoreDrawn;
  close(): Promise<void>;
}

/**
 * Threads that build and score networks side by side; only an architecture's text goes to one, and its scores come
 * back. The ranking is the same for any number of them. One that dies is replaced and its network scored again.
 *
 * @example
 * ```ts no-run
 * import { inputsFor, metrics, rank } from "@eznas/ranking";
 * import { type RankWorkersOptions, readAccuracies, startRankWorkers } from "@eznas/ranking/node";
 * import { spaceNamed } from "@eznas/spaces/named";
 *
 * const space = spaceNamed("nas-bench-201");
 * const inputs = await inputsFor({ images: "photographs", batch: 16, seed: 1, shape: space.inputShape });
 * const table = await readAccuracies("nasbench201.csv", { column: "cifar10_test" });
 * const shared = { inputs, seed: 1 };
 * const workers = startRankWorkers({
 *   ...shared,
 *   count: 2,
 *   space: { name: "nas-bench-201" },
 *   metrics: ["eznas-a"],
 *   backend: "wasm",
 * });
 * await rank({ ...shared, space, table, count: 300, metrics: metrics("eznas-a"), scoreDrawn: workers.scoreDrawn });
 * await workers.close();
 * ```
 */
export function startRankWorkers({ count, ...data }: RankWorkersOptions): RankWorkers {
  const module = workerModule({
    startedBy: import.meta.url,
    source: new URL("./rank-worker.ts", import.meta.url),
    package: "@eznas/ranking",
    built: "./dist/node/rank-worker.js",
  });
  const lanes: Lanes<string, readonly NamedScore[]> = startLanes({ module, count, data });
  return {
    scoreDrawn: (networks, { onScored, onScores, signal }) =>
      lanes.run(
        networks.map(({ id }) => id),
        { onDone: onScored, onResult: onScores && ((scores, id) => onScores(id, scores)), signal },
      ),
    close: () => lanes.close(),
  };
}
