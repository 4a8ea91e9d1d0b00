import type { BackendName } from "@eznas/kernels";
import { type Lanes, startLanes, workerModule } from "@eznas/node";
import type { SpaceOptions } from "@eznas/spaces/named";
import type { Inputs } from "@eznas/stats";
import type { CaptureJob, CaptureNetworks, NumberFormat, WrittenNetwork } from "@eznas/stats/node";
import type { Loss } from "../loss.ts";

/** What a worker is started with: all that it needs to build and capture a network, as plain data. */
export interface CollectWorkerSettings {
  /** A space's name, or its module's address, and options, as `findSpace` takes them. */
  readonly space: { readonly name: string; readonly options?: SpaceOptions };
  readonly inputs: Inputs;
  /** Seeds, with an architecture's text, its weights. */
  readonly seed: number;
  /** Whose sum is differentiated. Default: the space's own, or `logits`. */
  readonly loss?: Loss;
  /** Which terminals are kept. Default: the 22 statistics. */
  readonly statistics?: readonly string[];
  /** The name of what an instance is, as `patternNamed` of `@eznas/program` takes it. Default: `rcb`. */
  readonly pattern?: string;
  /** How the files hold numbers. Default: `float32`. */
  readonly numbers?: NumberFormat;
  /** The address of a module whose default export is a `Setup` of `@eznas/program`, for terminals of one's own. */
  readonly setup?: string;
  readonly backend: BackendName | "auto";
}

export interface CollectWorkersOptions extends CollectWorkerSettings {
  /** How many threads; one for each core is the most that helps. */
  readonly count: number;
}

/** What a worker says of a network's file. */
export interface WrittenElsewhere extends WrittenNetwork {
  readonly seconds: number;
}

export interface CollectWorkers {
  /** For `collect` and `collectTask`, whose networks, statistics, numbers and inputs must be those of the workers. */
  readonly captureNetworks: CaptureNetworks;
  close(): Promise<void>;
}

/**
 * Threads that build and capture networks side by side, and write each to its file; only an architecture's text goes to one. The files
 * are the same to the byte for any number of them. One that dies is replaced and its network captured again. When the signal is aborted,
 * the networks under way are given up, and what is in files stays.
 *
 * @example
 * ```ts no-run
 * import { collectTask } from "eznas";
 * import { inputsFor } from "@eznas/ranking";
 * import { readAccuracies, startCollectWorkers } from "@eznas/ranking/node";
 * import { spaceNamed } from "@eznas/spaces/named";
 *
 * const space = spaceNamed("nas-bench-201");
 * const inputs = await inputsFor({ images: "photographs", batch: 16, seed: 1, shape: space.inputShape });
 * const table = await readAccuracies("nasbench201.csv", { column: "cifar10_test" });
 * const shared = { inputs, seed: 1, statistics: ["T3", "T3G_S", "JX_D"] };
 * const { captureNetworks, close } = startCollectWorkers({
 *   ...shared,
 *   count: 2,
 *   space: { name: "nas-bench-201" },
 *   backend: "wasm",
 * });
 * await collectTask({ ...shared, path: "tasks/nb201", name: "nb201", space, table, count: 80, captureNetworks });
 * await close();
 * ```
 */
export function startCollectWorkers(
  { count, ...data }: CollectWorkersOptions,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): CollectWorkers {
  const module = workerModule({
    startedBy: import.meta.url,
    source: new URL("./collect-worker.ts", import.meta.url),
    package: "@eznas/ranking",
    built: "./dist/node/collect-worker.js",
  });
  const lanes: Lanes<CaptureJob, WrittenElsewhere> = startLanes({ module, count, data });
  return {
    async captureNetworks(jobs, onWritten) {
      await lanes.run(jobs, { onResult: (written, { id }) => onWritten(id, written), signal });
    },
    close: () => lanes.close(),
  };
}
