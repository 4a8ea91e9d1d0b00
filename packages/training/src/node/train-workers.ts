import type { BackendName } from "@eznas/kernels";
import { startLanes, workerModule } from "@eznas/node";
import type { NasBench201Options } from "@eznas/spaces";
import type { ImageSplit } from "../split.ts";
import type { TrainingJob } from "../table/training-job.ts";
import type { TrainingRow } from "../table/training-table.ts";
import type { TrainingOptions } from "../train-network.ts";
import type { TrainJobs } from "./train-table.ts";

/** What a worker is started with. The images are shared, not copied, where their bytes are over shared memory. */
export interface TrainWorkerSettings {
  /** A space's name, or its module's address, and options, as `findSpace` takes them. */
  readonly space: { readonly name: string; readonly options?: NasBench201Options };
  readonly images: ImageSplit;
  readonly training: Partial<TrainingOptions>;
  readonly backend: BackendName | "auto";
  /**
   * The address of a module that every worker loads before it makes the space, for what it registers, such as layers of
   * one's own.
   */
  readonly setup?: string;
}

export interface TrainWorkersOptions extends TrainWorkerSettings {
  /** How many threads; one for each core is the most that helps. */
  readonly count: number;
}

export interface TrainWorkers {
  /** For `trainTable`, whose networks, images and training must be those of the workers. */
  readonly trainJobs: TrainJobs;
  close(): Promise<void>;
}

/**
 * Threads that build and train networks side by side; only an architecture's text and a seed go to one, and its row
 * comes back. The rows are the same for any number of them. One that dies is replaced and its network trained again.
 *
 * @example
 * ```ts no-run
 * import { spaceNamed } from "@eznas/spaces/named";
 * import { startTrainWorkers } from "@eznas/training/node";
 * import { trainImages } from "eznas";
 * import { trainTable } from "@eznas/training/node";
 *
 * const space = spaceNamed("nas-bench-201", { channels: 8, cells: 1 });
 * const sizes = { train: 8000, valid: 2000, test: 5000 };
 * const images = await trainImages({ data: "cifar-10-batches-bin", sizes, shape: space.inputShape, seed: 1 });
 * const training = { epochs: 12 };
 * const workers = startTrainWorkers({
 *   count: 2,
 *   space: { name: "nas-bench-201", options: { channels: 8, cells: 1 } },
 *   images,
 *   training,
 *   backend: "wasm",
 * });
 * const cells = Array.from({ length: 100 }, () => space.sample(Math.random));
 * await trainTable({
 *   path: "cifar-201.csv",
 *   networks: cells.map((cell) => ({ id: space.format(cell), build: (rng) => space.build(cell, rng) })),
 *   images,
 *   seeds: [1, 2],
 *   settings: { space: space.name, training },
 *   trainJobs: workers.trainJobs,
 * });
 * await workers.close();
 * ```
 */
export function startTrainWorkers({ count, ...data }: TrainWorkersOptions): TrainWorkers {
  const module = workerModule({
    startedBy: import.meta.url,
    source: new URL("./train-worker.ts", import.meta.url),
    package: "@eznas/training",
    built: "./dist/node/train-worker.js",
  });
  const lanes = startLanes<TrainingJob, TrainingRow>({ module, count, data });
  return {
    async trainJobs(jobs, { onRow, signal }) {
      await lanes.run(jobs, { onResult: onRow, signal });
    },
    close: () => lanes.close(),
  };
}
