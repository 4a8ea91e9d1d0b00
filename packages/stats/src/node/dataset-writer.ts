import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { explainFileError, type Lock, LockedError, removeLeftovers, takeLock, writeAtomically } from "@eznas/node";
import type { Network } from "../dataset/dataset.ts";
import type { InstanceStatistics } from "../patterns/instances.ts";
import { DatasetError } from "./dataset-error.ts";
import { encodeInstances } from "./encode-instances.ts";
import {
  type Manifest,
  manifestPath,
  type NetworkEntry,
  readManifest,
  type Settings,
  writeManifest,
} from "./manifest.ts";
import { checkHeader, readNetwork } from "./read-network.ts";
import { settingsDifferences } from "./settings.ts";

/** Adds networks to a dataset's folder. */
export interface DatasetWriter {
  /** The network of this id that the dataset has already. */
  earlier(id: string): Network | undefined;
  /**
   * What is wrong with the file of a network that the dataset has: its length and
   * header, or with `whole` any of its bytes.
   */
  problem(id: string, whole: boolean): Promise<DatasetError | undefined>;
  /** Writes the network's file, in place of one that it has already, and soon the manifest. */
  add(network: Network, instances: readonly InstanceStatistics[]): Promise<void>;
  /** Writes the manifest if it lacks a network. */
  save(): Promise<void>;
  /** Lets others write to the folder. */
  close(): Promise<void>;
  manifest(): Manifest;
}

/**
 * The manifest is rewritten after a network unless that would take more than a twentieth of the time: its length grows
 * with the networks, and thousands of them would otherwise cost more than their capture. A process that is killed loses
 * at most the networks of that time.
 */
const writingShare = 1 / 20;

/**
 * Begins a dataset in a folder, or goes on with the one that is there if its name and settings are the same. One at a
 * time: others are refused until it is closed.
 */
export async function openWriter(path: string, name: string, settings: Settings): Promise<DatasetWriter> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw explainFileError(error, path);
  });
  const lock = await lockOf(path);
  try {
    await removeLeftovers({ within: path });
    return await writerUnder(lock, path, name, settings);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function lockOf(path: string): Promise<Lock> {
  try {
    return await takeLock(join(path, "collect.lock"));
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new DatasetError(
      path,
      `is being written by ${error.holder}; wait for it, or collect into another folder (${error.path} is its lock)`,
      { cause: error },
    );
  }
}

async function writerUnder(lock: Lock, path: string, name: string, settings: Settings): Promise<DatasetWriter> {
  const before = await readManifest(path);
  if (before) checkSame(path, before, name, settings);
  const networks: NetworkEntry[] = [...(before?.networks ?? [])];
  const byId = new Map(networks.map((entry) => [entry.id, entry]));
  const manifest = (): Manifest => ({ name, settings, networks });
  let unsaved = 0;
  let savedAt = performance.now();
  let saveTime = 0;

  const write = async (): Promise<void> => {
    const started = performance.now();
    await lock.check();
    await writeManifest(path, manifest());
    unsaved = 0;
    savedAt = performance.now();
    saveTime = savedAt - started;
  };
  if (!before) await write();

  return {
    earlier: (id) => byId.get(id),
    async problem(id, whole) {
      const entry = byId.get(id);
      if (!entry) return undefined;
      try {
        const file = join(path, entry.file);
        await (whole ? readNetwork(file, entry) : checkHeader(file, entry));
        return undefined;
      } catch (error) {
        if (error instanceof DatasetError) return error;
        throw error;
      }
    },
    async add({ id, accuracy }, instances) {
      const damaged = byId.get(id);
      const file = damaged?.file ?? `${String(networks.length).padStart(6, "0")}.safetensors`;
      const { parts, bytes, headerChecksum } = encodeInstances(instances, settings.numbers);
      await lock.check();
      await writeAtomically(join(path, file), parts);
      const entry = { id, accuracy, file, bytes, headerChecksum, instances: instances.map((one) => one.name) };
      if (damaged) networks[networks.indexOf(damaged)] = entry;
      else networks.push(entry);
      byId.set(id, entry);
      unsaved++;
      if (performance.now() - savedAt >= saveTime / writingShare) await write();
    },
    async save() {
      if (unsaved > 0) await write();
    },
    close: () => lock.release(),
    manifest,
  };
}

function checkSame(path: string, before: Manifest, name: string, settings: Settings): void {
  const differences = [
    ...(before.name === name ? [] : [`name was "${before.name}", now "${name}"`]),
    ...settingsDifferences(before.settings, settings),
  ];
  if (differences.length > 0)
    throw new DatasetError(
      manifestPath(path),
      `was collected with other settings (${differences.join("; ")}): use them again or another folder`,
    );
}
