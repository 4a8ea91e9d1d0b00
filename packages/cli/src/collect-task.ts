import { type Draw, drawNetworks, type Loss, lossFor, underLoss, weightsOf } from "@eznas/ranking";
import type { Inputs, Pattern, TerminalTable } from "@eznas/stats";
import {
  type BuildableNetwork,
  type CaptureNetworks,
  collect,
  type Description,
  type NumberFormat,
  type StoredDataset,
} from "@eznas/stats/node";

export interface CollectTaskOptions<A> extends Draw<A> {
  /** The dataset's folder; one that has some of the networks already is completed. */
  readonly path: string;
  /** The dataset's name, which a search's reports use. */
  readonly name: string;
  readonly inputs: Inputs;
  /** Whose sum is differentiated. Default: the space's own, or `logits`. */
  readonly loss?: Loss;
  /** What an instance is; ReLU-Conv-BatchNorm by default. */
  readonly pattern?: Pattern;
  /**
   * Which terminals to keep: of the 22 statistics, of those between samples, of one's own. Default: the 22, some 27 MB for a network of
   * NAS-Bench-201 at batch 1.
   */
  readonly statistics?: readonly string[];
  /** What their names mean. Default: `terminals` of `@eznas/stats`. */
  readonly terminals?: TerminalTable;
  /** How the files hold numbers: "float32" (default), or "bfloat16" in half the space. */
  readonly numbers?: NumberFormat;
  /** What else the manifest is to remember of the settings, such as where the images come from. */
  readonly describe?: Description;
  /** Whether every byte of what the folder has is checked before it is kept, and not lengths and headers alone. */
  readonly verify?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  /**
   * Called with the reason when a network of an earlier call is collected again, since its file is missing or damaged.
   */
  readonly onAgain?: (reason: string) => void;
  /**
   * Ends the collection between two networks: the promise rejects with the signal's reason, what is collected stays.
   */
  readonly signal?: AbortSignal;
  /** Where networks are built and captured; `startCollectWorkers` of `@eznas/ranking/node` does it in threads. Default: here. */
  readonly captureNetworks?: CaptureNetworks | undefined;
}

/**
 * Collects the statistics of random architectures of an accuracy table, a task to evolve against, into a folder.
 *
 * The same call goes on where an earlier one stopped, and a larger `count` adds to what is there; what is returned has
 * the drawn networks only, in the order of the draw. Networks whose files are missing or damaged are collected again.
 * Rejects with a `RangeError` when the table has fewer rows than `count`, with the space's own error for a row that is
 * not in the space, and with a `DatasetError` when the folder was collected with other
 * settings or another call is writing to it.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { collectTask } from "eznas";
 * import { inputsFor } from "@eznas/ranking";
 * import { useBackend } from "@eznas/kernels";
 * import { nasBench201 } from "@eznas/spaces";
 *
 * await useBackend("wasm");
 * const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
 * const cell = (op: string) => `|${op}~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|`;
 * const path = await mkdtemp(join(tmpdir(), "eznas-"));
 * const task = await collectTask({
 *   path,
 *   name: "two cells",
 *   space,
 *   table: [{ id: cell("none"), accuracy: 80 }, { id: cell("nor_conv_3x3"), accuracy: 90 }],
 *   inputs: await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape }),
 *   statistics: ["T3"],
 *   count: 2,
 *   seed: 1,
 * });
 * (await task.read(cell("nor_conv_3x3"))).length; // → 7
 * await rm(path, { recursive: true });
 * ```
 */
export async function collectTask<A>(options: CollectTaskOptions<A>): Promise<StoredDataset> {
  const {
    path,
    name,
    space,
    inputs,
    pattern,
    statistics,
    terminals,
    numbers,
    captureNetworks,
    seed,
    signal,
    verify,
    onProgress,
    onAgain,
    describe,
    loss = lossFor(space),
  } = options;
  const drawn = drawNetworks("collectTask", options);
  function* networks(): Generator<BuildableNetwork> {
    for (const { id, accuracy, architecture } of drawn) {
      signal?.throwIfAborted();
      yield {
        id,
        accuracy,
        build: () => underLoss(space.build(architecture, weightsOf(seed, space.format(architecture))), loss),
      };
    }
  }
  const stored = await collect(path, networks(), {
    name,
    inputs,
    ...(pattern && { pattern }),
    ...(statistics && { statistics }),
    ...(terminals && { terminals }),
    ...(numbers && { numbers }),
    captureNetworks,
    describe: { space: space.name, seed, ...describe },
    ...(verify !== undefined && { verify }),
    onProgress({ done, again }) {
      if (again !== undefined) onAgain?.(again);
      onProgress?.(done, drawn.length);
    },
  });
  return { ...stored, networks: drawn.map(({ id, accuracy }) => ({ id, accuracy })) };
}
