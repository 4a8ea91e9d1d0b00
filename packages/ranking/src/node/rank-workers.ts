import type { BackendName } from "@eznas/kernels";
import { type Lanes, startLanes, workerModule } from "@eznas/node";
import { portableText, type ScorerOptions } from "@eznas/program";
import { proxies } from "@eznas/proxies";
import type { SpaceOptions } from "@eznas/spaces/named";
import type { Inputs } from "@eznas/stats";
import type { Loss } from "../loss.ts";
import { measuredFor } from "../metric.ts";
import type { MeasuredMetric, Metric } from "../metric-kinds.ts";
import type { NamedScore } from "../prepare-metrics.ts";
import type { ScoreDrawn } from "../rank.ts";

/** What a worker is started with: all that it needs to build and score a network, as plain data. */
export interface RankWorkerSettings {
  /** A space's name, or its module's address, and options, as `findSpace` takes them. */
  readonly space: { readonly name: string; readonly options?: SpaceOptions };
  readonly inputs: Inputs;
  readonly seed: number;
  /** Whose sum programs differentiate. Default: the space's own, or `logits`. */
  readonly loss?: Loss;
  /** What becomes of programs that read gradients which are rounding. Default: `refuse`. */
  readonly vanishedGradients?: ScorerOptions["vanishedGradients"];
  readonly backend: BackendName | "auto";
}

/** What a worker gets besides. */
export interface RankWorkerData extends RankWorkerSettings {
  readonly metrics: readonly CrossingMetric[];
  readonly setup: string | undefined;
}

/** A metric's text, and what its scores are told by. */
export interface CrossingMetric {
  readonly name: string;
  readonly text: string;
}

export interface RankWorkersOptions extends RankWorkerSettings {
  /** Metrics, or whole texts as `metric` takes them. */
  readonly metrics: readonly (string | Metric)[];
  /**
   * A module whose default export is a `Setup` of `@eznas/program`, for metrics over operations, reductions, patterns
   * and proxies of one's own, since functions cannot be sent to a thread. A space that it registers layers for may be
   * the module of `space`, too.
   */
  readonly setup?: URL;
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
 * back. The ranking is the same for any number of them. One that dies is replaced and its network scored again. Throws
 * a TypeError for a metric that its text does not say all about: one with an operation, a reduction, a pattern or a
 * proxy of one's own that no `setup` names.
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
export function startRankWorkers({ count, metrics, setup, ...settings }: RankWorkersOptions): RankWorkers {
  const module = workerModule({
    startedBy: import.meta.url,
    source: new URL("./rank-worker.ts", import.meta.url),
    package: "@eznas/ranking",
    built: "./dist/node/rank-worker.js",
  });
  const crossing = metrics.flatMap((metric) => crossingOf(metric, setup));
  const data: RankWorkerData = { ...settings, metrics: crossing, setup: setup?.href };
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

/** What is measured for a metric: workers measure, and what they measured is combined here. */
function crossingOf(metric: string | Metric, setup: URL | undefined): readonly CrossingMetric[] {
  if (typeof metric === "string") return [{ name: metric.trim(), text: metric }];
  return measuredFor([metric]).map((part) => ({ name: part.name, text: textOf(part, setup) }));
}

function textOf(metric: MeasuredMetric, setup: URL | undefined): string {
  const fail = (problem: string, cause?: unknown): never => {
    const remedy = "put it into a module of its own and give that as `setup`, or rank here";
    throw new TypeError(`startRankWorkers: a metric cannot cross to a thread: ${problem}; ${remedy}`, { cause });
  };
  if (metric.kind === "proxy" && !setup && !proxies.includes(metric.proxy))
    return fail(`the proxy "${metric.proxy.name}" is not one of @eznas/proxies`);
  if (metric.kind !== "program") return metric.text;
  try {
    return portableText(metric.program, setup ? "own" : "default");
  } catch (cause) {
    return fail((cause as Error).message, cause);
  }
}
