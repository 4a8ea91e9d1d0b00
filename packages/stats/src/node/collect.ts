import { engineForMany } from "@eznas/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { checkNetwork, type Network } from "../dataset/dataset.ts";
import type { Inputs } from "../inputs.ts";
import type { Pattern } from "../patterns/instances.ts";
import { type CaptureTerminalsOptions, captureTerminalsFor } from "../terminals/capture-terminals.ts";
import type { TerminalTable } from "../terminals/terminal.ts";
import { type DatasetWriter, openWriter } from "./dataset-writer.ts";
import { type Description, manifestPath } from "./manifest.ts";
import type { NumberFormat } from "./number-format.ts";
import { datasetOf, type StoredDataset } from "./open-dataset.ts";
import { settingsOf } from "./settings.ts";
import { type WrittenNetwork, writeNetwork } from "./write-network.ts";

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

/** A network to be captured elsewhere, and the file that its statistics are to be written to. */
export interface CaptureJob {
  readonly id: string;
  readonly file: string;
}

/**
 * Builds and captures networks elsewhere, in any order, and writes each to its file (as `writeNetwork` does); `onWritten` is awaited
 * after each.
 */
export type CaptureNetworks = (
  jobs: readonly CaptureJob[],
  onWritten: (id: string, written: WrittenNetwork & { readonly seconds: number }) => Promise<void>,
) => Promise<void>;

export interface CollectOptions {
  /** The dataset's name. */
  readonly name: string;
  /** The same three inputs for every network. */
  readonly inputs: Inputs;
  /** What an instance is; ReLU-Conv-BatchNorm by default. */
  readonly pattern?: Pattern;
  /** Which terminals to keep: of the 22 statistics, of those between samples, of one's own. Default: the 22. */
  readonly statistics?: readonly string[];
  /** What their names mean. Default: `terminals`, the 26 of this package. */
  readonly terminals?: TerminalTable;
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
  /**
   * Where networks are built and captured, such as in several threads; it must do so as the options say. The files are the same
   * wherever. Default: here, by their `build`.
   */
  readonly captureNetworks?: CaptureNetworks | undefined;
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
  const total = Array.isArray(networks) ? networks.length : undefined;
  const missing: MissingNetwork[] = [];
  const seen = new Set<string>();
  let done = 0;
  const progress = (id: string, seconds: number, again: string | undefined): void =>
    options.onProgress?.({ done: ++done, total, id, seconds, ...(again !== undefined && { again }) });
  const { captureNetworks } = options;
  const capture = captureToFile(options);
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
      if (earlier && again === undefined) {
        progress(id, 0, undefined);
        continue;
      }
      const file = writer.place(id);
      if (captureNetworks) {
        missing.push({ network, file, again });
        continue;
      }
      await writer.check();
      await writer.add(network, await capture(network, file));
      progress(id, (performance.now() - started) / 1000, again);
    }
    if (captureNetworks) await captureElsewhere(captureNetworks, missing, writer, progress);
    await writer.save();
  } catch (error) {
    await writer.save().catch(() => {}); // such as on the full disk that is the error already
    throw error;
  } finally {
    await writer.close();
  }
  return datasetOf(path, writer.manifest());
}

interface MissingNetwork {
  readonly network: BuildableNetwork;
  readonly file: string;
  readonly again: string | undefined;
}

async function captureElsewhere(
  captureNetworks: CaptureNetworks,
  missing: readonly MissingNetwork[],
  writer: DatasetWriter,
  progress: (id: string, seconds: number, again: string | undefined) => void,
): Promise<void> {
  const byId = new Map(missing.map((one) => [one.network.id, one]));
  await writer.check();
  await captureNetworks(
    missing.map(({ network, file }) => ({ id: network.id, file })),
    async (id, { seconds, ...written }) => {
      const { network, again } = byId.get(id)!;
      await writer.check();
      await writer.add(network, written);
      progress(id, seconds, again);
    },
  );
}

/** What of a collection decides what is in a network's file. */
export type CaptureToFileOptions = Pick<
  CollectOptions,
  "inputs" | "pattern" | "output" | "terminals" | "statistics" | "numbers"
>;

/**
 * What `collect` does with each network, for a `captureNetworks` of one's own: builds it, captures it into a file of the dataset, and
 * disposes of it. Call it for one network after the other, which use one memory.
 *
 * @example
 * ```ts no-run
 * import { type BuildableNetwork, type CaptureNetworks, captureToFile } from "@eznas/stats/node";
 * import type { Inputs } from "@eznas/stats";
 *
 * declare const inputs: Inputs;
 * declare const networks: ReadonlyMap<string, BuildableNetwork>;
 *
 * const capture = captureToFile({ inputs, statistics: ["T3", "T1G_D"] });
 * const captureNetworks: CaptureNetworks = async (jobs, onWritten) => {
 *   for (const { id, file } of jobs.toReversed())
 *     await onWritten(id, { ...(await capture(networks.get(id)!, file)), seconds: 0 });
 * };
 * ```
 */
export function captureToFile(
  options: CaptureToFileOptions,
): (network: Pick<BuildableNetwork, "id" | "build">, file: string) => Promise<WrittenNetwork> {
  const { inputs, pattern, output, terminals } = options;
  const { statistics, numbers } = settingsOf(options);
  const asked: CaptureTerminalsOptions = {
    engine: engineForMany(),
    statistics,
    terminals,
    ...(pattern && { pattern }),
    ...(output !== undefined && { output }),
  };
  return async ({ id, build }, file) => {
    let instances: Awaited<ReturnType<typeof captureTerminalsFor>>;
    try {
      const model = await build();
      try {
        instances = await captureTerminalsFor("collect", model, inputs, asked);
      } finally {
        model.dispose();
      }
    } catch (cause) {
      const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/^collect: /, "");
      throw new Error(`collect: network "${id}" failed: ${reason}`, { cause });
    }
    return writeNetwork(file, instances, numbers);
  };
}
