import { join } from "node:path";
import type { Dataset } from "../dataset/dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { type Manifest, manifestPath, readManifest, type Settings } from "./manifest.ts";
import { readNetwork } from "./read-network.ts";

/** A dataset in a folder. */
export interface StoredDataset extends Dataset {
  readonly path: string;
  readonly settings: Settings;
  /** Reads every byte and compares checksums; rejects with a DatasetError at the first damaged file. */
  verify(): Promise<void>;
}

/**
 * The dataset that {@link collect} wrote to a folder. Nothing but the manifest is read until `read`, which fetches only
 * the statistics it is asked for and holds no file open, so a dataset may be larger than memory.
 *
 * Rejects with a DatasetError, which names the file, if the folder has no manifest or one that is damaged, foreign or
 * of a newer version; `read` does so for a network's file that is missing, truncated or damaged (every tensor has a
 * checksum).
 *
 * @example
 * ```ts
 * import { DatasetError, openDataset } from "@eznas/stats/node";
 *
 * const refusal = await openDataset("no/such/folder").catch((error: unknown) => error);
 * refusal instanceof DatasetError; // → true
 * ```
 */
export async function openDataset(path: string): Promise<StoredDataset> {
  const manifest = await readManifest(path);
  if (!manifest)
    throw new DatasetError(manifestPath(path), "is missing: the folder is no dataset that collect() wrote");
  return datasetOf(path, manifest);
}

export function datasetOf(path: string, { name, settings, networks }: Manifest): StoredDataset {
  const byId = new Map(networks.map((entry) => [entry.id, entry]));
  return {
    path,
    name,
    settings,
    pattern: settings.pattern,
    networks: networks.map(({ id, accuracy }) => ({ id, accuracy })),
    async read(id, statistics = settings.statistics) {
      const entry = byId.get(id);
      if (!entry) throw new RangeError(`read: dataset "${name}" has no network "${id}"`);
      const missing = statistics.find((statistic) => !settings.statistics.includes(statistic));
      if (missing !== undefined)
        throw new RangeError(
          `read: dataset "${name}" has no ${missing}; it was collected with ${settings.statistics.join(", ")}`,
        );
      return readNetwork(join(path, entry.file), entry, statistics);
    },
    checksum: (id) => byId.get(id)?.headerChecksum, // the header has a checksum of every tensor
    async verify() {
      for (const entry of networks) await readNetwork(join(path, entry.file), entry);
    },
  };
}
