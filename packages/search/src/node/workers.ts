import type { BackendName } from "@eznas/kernels";
import { type Lanes, startLanes, workerModule } from "@eznas/node";
import { type Program, portableText, type Score, terminalsOf } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import type { ScoreNetworks } from "../score-networks.ts";

export interface WorkersOptions {
  /** How many threads; one for each core is the most that helps. */
  readonly count: number;
  /**
   * A module whose default export is a `Setup` of `@eznas/program`: what metrics may name, for operations, reductions
   * and patterns of one's own, since functions cannot be sent to a thread. Default: those of `@eznas/program`.
   */
  readonly setup?: URL;
  /** The tfjs backend for operations that have no fast kernel. Default: "auto". */
  readonly backend?: BackendName | "auto";
  /** How much of the statistics each worker keeps between generations, in bytes. Default: 2 GiB. */
  readonly cacheBytes?: number;
}

/** What a worker is started with. */
export interface WorkerSettings {
  readonly backend: BackendName | "auto";
  readonly setup: string | undefined;
  readonly cacheBytes: number;
}

/** All that crosses to a worker for one network; its scores come back. */
export interface ScoreJob {
  /** Canonical texts of whole metrics. */
  readonly programs: readonly string[];
  /** What they read; the dataset has all of it, one's own too. */
  readonly terminals: readonly string[];
  readonly path: string;
  readonly id: string;
}

export interface Workers {
  /** For `search` and `testFinalists`. Its tasks must be datasets on disk, which every worker opens for itself. */
  readonly scoreNetworks: ScoreNetworks;
  readonly threads: Lanes<ScoreJob, readonly Score[]>["threads"];
  close(): Promise<void>;
}

/**
 * Threads that score networks side by side. Each has a backend and a cache of its own and reads its share of the
 * networks itself; only metrics' texts and scores cross. The scores are the same for any number of workers. A worker
 * that dies is replaced and its network scored again; a network that ends three of them is an error. Throws a TypeError
 * for a metric that its text does not describe in full: one with an operation, a toScalar, an aggregate or a pattern of
 * one's own that no `setup` names.
 *
 * @example
 * ```ts no-run
 * import { search } from "@eznas/search";
 * import { startWorkers } from "@eznas/search/node";
 * import { openDataset } from "@eznas/stats/node";
 *
 * const workers = startWorkers({ count: 2 });
 * const run = search({ seed: 7, tasks: [await openDataset("tasks/nb201")], scoreNetworks: workers.scoreNetworks });
 * for await (const { index, best } of run) console.log(index, best.fitness);
 * await workers.close();
 * ```
 */
export function startWorkers({ count, setup, backend = "auto", cacheBytes = 2 ** 31 }: WorkersOptions): Workers {
  const module = workerModule({
    startedBy: import.meta.url,
    source: new URL("./score-worker.ts", import.meta.url),
    package: "@eznas/search",
    built: "./dist/node/score-worker.js",
  });
  const data: WorkerSettings = { backend, setup: setup?.href, cacheBytes };
  const lanes = startLanes<ScoreJob, readonly Score[]>({ module, count, data });
  return {
    scoreNetworks(programs, networks, { onScored, signal } = {}) {
      const texts = programs.map((program) => textOf(program, setup));
      const places = new Map<Dataset, ReadonlyMap<string, number>>();
      const placeIn = (dataset: Dataset, id: string): number => {
        const known = places.get(dataset) ?? new Map(dataset.networks.map((network, i) => [network.id, i]));
        places.set(dataset, known);
        return known.get(id) ?? 0;
      };
      const terminals = [...new Set(programs.flatMap((program) => terminalsOf(program)))];
      const jobs = networks.map(
        ({ dataset, id }): ScoreJob => ({ programs: texts, terminals, path: pathOf(dataset), id }),
      );
      const home = ({ id }: ScoreJob, i: number): number => placeIn(networks[i]!.dataset, id);
      return lanes.run(jobs, { home, onDone: onScored, signal });
    },
    get threads() {
      return lanes.threads;
    },
    close: () => lanes.close(),
  };
}

function textOf(program: Program<string>, setup: URL | undefined): string {
  try {
    return portableText(program, setup ? "own" : "default");
  } catch (cause) {
    const remedy = "put it into a table in a module of its own and give that as `setup`, or score here";
    throw new TypeError(`startWorkers: a metric cannot cross to a thread: ${(cause as Error).message}; ${remedy}`, {
      cause,
    });
  }
}

function pathOf(dataset: Dataset): string {
  if ("path" in dataset && typeof dataset.path === "string") return dataset.path;
  throw new TypeError(
    `startWorkers: task "${dataset.name}" is not on disk, so no worker can open it; collect it ` +
      "into a folder, or score here",
  );
}
