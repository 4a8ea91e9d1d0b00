import { setImmediate } from "node:timers/promises";
import { trainingEngine } from "@eznas/engine/training";
import { normalizationOf } from "@eznas/images";
import type { ImageSplit } from "../split.ts";
import type { TrainingJob } from "../table/training-job.ts";
import { isOneLine, type TrainingRow, type TrainingSettings } from "../table/training-table.ts";
import { type TrainableNetwork, trainArchitecture } from "../train-architecture.ts";
import type { TrainingOptions } from "../train-network.ts";
import { openTableFile } from "./table-file.ts";

/** Trains jobs, in any order and side by side, and tells each row when it is there. */
export type TrainJobs = (
  jobs: readonly TrainingJob[],
  options: {
    readonly onRow: (row: TrainingRow) => Promise<void>;
    readonly signal: AbortSignal | undefined;
  },
) => Promise<void>;

export interface TrainTableOptions {
  /** The table's CSV file; where it is there already, only what it lacks is trained. */
  readonly path: string;
  /** Each architecture once. */
  readonly networks: Iterable<TrainableNetwork>;
  readonly images: ImageSplit;
  readonly seeds: readonly number[];
  /** What is not given is as in `trainingDefaults`. */
  readonly training?: Partial<TrainingOptions>;
  /**
   * What the header says of the table, and what decides whether a file that is there is of the same: space, data,
   * sizes, schedule, versions. How many networks there are, and the seeds, are added; those may grow.
   */
  readonly settings: TrainingSettings;
  /**
   * Where networks are trained. Default: in this thread, one after the other, by the
   * engine of `@eznas/engine/training`.
   */
  readonly trainJobs?: TrainJobs | undefined;
  /** After every row, with how many there are, of how many, and how many this call has made. */
  readonly onRow?: (row: TrainingRow, done: number, total: number) => void;
  /** Ends the training: the promise rejects with the signal's reason. The table keeps every row that was made. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains every network with every seed and writes each result to the table at once, so that whatever ends the process
 * costs no more than the networks that were being trained; the same call goes on from there.
 *
 * The finished table is in the order of networks and seeds and does not depend on interruptions or on the number of
 * workers. A network that diverges has its row, without accuracies. The rows are those of the table, whose accuracies
 * have three decimals. Rejects with a `TrainingTableError` for a file that is not of this table, and with a RangeError
 * for an architecture that comes twice or is not one line and for seeds that come twice
 * or are no whole numbers from 0 up.
 *
 * @example
 * ```ts no-run
 * import { seeded } from "@eznas/gp";
 * import { useBackend } from "@eznas/kernels";
 * import { nasBench201 } from "@eznas/spaces";
 * import { splitImages } from "@eznas/training";
 * import { readLabeledImages } from "@eznas/images/node";
 * import { trainTable } from "@eznas/training/node";
 *
 * await useBackend();
 * const space = nasBench201({ channels: 8, cells: 1 });
 * const rng = seeded(1, "networks");
 * const cifar = await readLabeledImages("cifar-10-batches-bin");
 * const rows = await trainTable({
 *   path: "cifar-201.csv",
 *   networks: Array.from({ length: 100 }, () => space.sample(rng)).map((cell) => ({
 *     id: space.format(cell),
 *     build: (rng) => space.build(cell, rng),
 *   })),
 *   images: splitImages(cifar, { train: 8000, valid: 2000, test: 5000 }, rng),
 *   seeds: [1, 2],
 *   settings: { space: space.name, data: "CIFAR-10" },
 *   onRow: ({ id, test }, done, total) => console.log(`${done}/${total}  ${id}  ${test}`),
 * });
 * ```
 */
export async function trainTable(options: TrainTableOptions): Promise<readonly TrainingRow[]> {
  const { path, seeds, settings, onRow, signal } = options;
  const networks = new Map<string, TrainableNetwork>();
  for (const network of options.networks) {
    if (!isOneLine(network.id))
      throw new RangeError(`trainTable: an architecture's text must be one line, got ${JSON.stringify(network.id)}`);
    if (networks.has(network.id)) throw new RangeError(`trainTable: the architecture ${network.id} comes twice`);
    networks.set(network.id, network);
  }
  for (const [i, seed] of seeds.entries()) {
    if (!(Number.isSafeInteger(seed) && seed >= 0))
      throw new RangeError(`trainTable: seeds must be whole numbers from 0 up, got ${seed}`);
    if (seeds.indexOf(seed) < i) throw new RangeError(`trainTable: the seed ${seed} comes twice`);
  }
  const planned = [...networks.keys()].flatMap((id) => seeds.map((seed): TrainingJob => ({ id, seed })));
  const places = new Map(planned.map((job, place) => [keyOf(job), place]));
  const table = await openTableFile(path, settings, planned);
  try {
    const done = new Set(table.rows.map(keyOf).filter((key) => places.has(key)));
    const jobs = planned.filter((job) => !done.has(keyOf(job)));
    const trainJobs = options.trainJobs ?? here(networks, options);
    await trainJobs(jobs, {
      async onRow(row) {
        await table.append(row);
        onRow?.(row, done.add(keyOf(row)).size, places.size);
      },
      signal,
    });
    signal?.throwIfAborted();
    // Rows that this call did not ask for, of a table that another one made larger, come last.
    const place = (row: TrainingRow): number => places.get(keyOf(row)) ?? places.size;
    const rows = await table.finish((a, b) => place(a) - place(b));
    return rows.filter((row) => places.has(keyOf(row)));
  } finally {
    await table.close();
  }
}

const keyOf = ({ id, seed }: TrainingJob): string => `${seed} ${id}`;

function here(networks: ReadonlyMap<string, TrainableNetwork>, { images, training }: TrainTableOptions): TrainJobs {
  return async (jobs, { onRow, signal }) => {
    const engine = trainingEngine();
    const normalization = normalizationOf(images.train);
    for (const { id, seed } of jobs) {
      const onStep = async (): Promise<void> => {
        await setImmediate(); // lets a Ctrl-C be heard
        signal?.throwIfAborted();
      };
      await onRow(
        await trainArchitecture(networks.get(id)!, {
          images,
          seed,
          ...(training && { training }),
          normalization,
          engine,
          onStep,
        }),
      );
    }
  };
}
