import { type EngineChoice, engineForMany } from "@eznas/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { capture } from "../capture/capture.ts";
import { checkNetwork, type Network } from "../dataset/dataset.ts";
import type { Inputs } from "../inputs.ts";
import type { StatisticName } from "../names.ts";
import type { InstanceStatistics, Pattern } from "../patterns/instances.ts";
import { openWriter } from "./dataset-writer.ts";
import { type Description, manifestPath } from "./manifest.ts";
import type { NumberFormat } from "./number-format.ts";
import { datasetOf, type StoredDataset } from "./open-dataset.ts";
import { settingsOf } from "./settings.ts";

/** A network that can be built when its turn comes. The model is disposed after its statistics are taken. */
export interface BuildableNetwork extends Network {
  build(): LayersModel | Promise<LayersModel>;
}

export interface CollectProgress {
  /** Networks dealt with so far, those of an earlier call included. */
  readonly done: number;
  /** How many there are, where `networks` is an array. */
  readonly total: number | undefined;
  readonly id: string;
  /** What building, capturing and writing took; 0 for a network of an earlier call. */
  readonly seconds: number;
  /** What was wrong with the file of an earlier call, for a network that was collected again. */
  readonly again?: string;
}

export interface CollectOptions {
  /** The dataset's name. */
  readonly name: string;
  /** The same three inputs for every network. */
  readonly inputs: Inputs;
  /** What an instance is; ReLU-Conv-BatchNorm by default. */
  readonly pattern?: Pattern;
  /** Which statistics to keep; all 22 by default. */
  readonly statistics?: readonly StatisticName[];
  /** The layer whose sum is the loss; the model's own output by default. */
  readonly output?: string;
  /** How the files hold numbers: "float32" (default), or "bfloat16" in half the space. */
  readonly numbers?: NumberFormat;
  /** What else decides the statistics, for the manifest: seeds, the space, where the batch comes from. */
  readonly describe?: Description;
  /**
   * Whether every byte of an earlier call's files is checked before they are kept, and
   * not their lengths and headers alone.
   */
  readonly verify?: boolean;
  readonly onProgress?: (progress: CollectProgress) => void;
}

/**
 * Captures the statistics of networks, one after the other, into a folder, and opens it.
 *
 * A call on a folder that has some of the networks already goes on where the earlier one stopped: those networks are
 * neither built nor captured again, unless their files are missing or damaged. It must come with the same settings
 * (statistics, pattern, output, numbers, inputs, description), else a DatasetError says which differ. One process at a
 * time may write to a folder; others are refused with a DatasetError that says who does.
 *
 * Rejects with a RangeError for an accuracy that is not finite and for a network that comes twice, and with an Error
 * that names the network (the reason is its `cause`) when one cannot be built or captured. What was collected before is
 * kept in each of these cases.
 *
 * @example
 * ```ts no-run
 * import { batchInputs } from "@eznas/stats";
 * import { cifarBatch } from "@eznas/images";
 * import { collect } from "@eznas/stats/node";
 * import { photographs } from "@eznas/images/photographs";
 * import type { LayersModel } from "@tensorflow/tfjs-layers";
 *
 * declare const candidates: readonly { text: string; accuracy: number; build(): LayersModel }[];
 * declare const rng: () => number;
 *
 * const task = await collect(
 *   "tasks/mine",
 *   candidates.map(({ text, accuracy, build }) => ({ id: text, accuracy, build })),
 *   { name: "mine", inputs: batchInputs(cifarBatch(photographs(), { batch: 1, rng }), rng), describe: { seed: 7 } },
 * );
 * await task.read(task.networks[0]!.id, ["T1G_D"]);
 * ```
 */
export async function collect(
  path: string,
  networks: Iterable<BuildableNetwork> | AsyncIterable<BuildableNetwork>,
  options: CollectOptions,
): Promise<StoredDataset> {
  const settings = settingsOf(options);
  const writer = await openWriter(path, options.name, settings);
  const engine = engineForMany(); // a network's statistics are in its file before the next is captured
  const total = Array.isArray(networks) ? networks.length : undefined;
  const seen = new Set<string>();
  try {
    for await (const network of networks) {
      const { id, accuracy } = network;
      checkNetwork("collect", network, seen);
      seen.add(id);
      const started = performance.now();
      const earlier = writer.earlier(id);
      if (earlier && earlier.accuracy !== accuracy)
        throw new RangeError(
          `collect: network "${id}" has accuracy ${accuracy}, but ${earlier.accuracy} in ${manifestPath(path)}`,
        );
      const again = (await writer.problem(id, options.verify ?? false))?.message;
      const kept = earlier && again === undefined;
      if (!kept) await writer.add(network, await captureNetwork(network, engine, options, settings.statistics));
      const seconds = kept ? 0 : (performance.now() - started) / 1000;
      options.onProgress?.({ done: seen.size, total, id, seconds, ...(again !== undefined && { again }) });
    }
    await writer.save();
  } catch (error) {
    await writer.save().catch(() => {}); // such as on the full disk that is the error already
    throw error;
  } finally {
    await writer.close();
  }
  return datasetOf(path, writer.manifest());
}

async function captureNetwork(
  network: BuildableNetwork,
  engine: EngineChoice,
  { inputs, pattern, output }: CollectOptions,
  statistics: readonly StatisticName[],
): Promise<readonly InstanceStatistics[]> {
  try {
    const model = await network.build();
    try {
      return await capture(model, inputs, {
        engine,
        statistics,
        ...(pattern && { pattern }),
        ...(output !== undefined && { output }),
      });
    } finally {
      model.dispose();
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`collect: network "${network.id}" failed: ${reason}`, { cause });
  }
}
