import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { explainFileError, type Lock, removeLeftovers, takeLock } from "@eznas/node";
import type { Network } from "../dataset/dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { type Manifest, manifestPath, readManifest, type Settings, writeManifest } from "./manifest.ts";
import { checkHeader, readNetwork } from "./read-network.ts";
import { settingsDifferences } from "./settings.ts";
import type { WrittenNetwork } from "./write-network.ts";

/** Adds networks to a dataset's folder. */
export interface DatasetWriter {
  /** The network of this id that the dataset has already. */
  earlier(id: string): Network | undefined;
  /**
   * What is wrong with the file of a network that the dataset has: its length and
   * header, or with `whole` any of its bytes.
   */
  problem(id: string, whole: boolean): Promise<DatasetError | undefined>;
  /** The path of the network's file: the one that it has already, or the first that no network has, which is then its own. */
  place(id: string): string;
  /** Finds out whether this process may still write to the folder. */
  check(): Promise<void>;
  /** Takes a network's file, which is at its place, into the dataset, and soon into the manifest. */
  add(network: Network, written: WrittenNetwork): Promise<void>;
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

const lockOf = (path: string): Promise<Lock> =>
  takeLock(
    join(path, "collect.lock"),
    (cause) =>
      new DatasetError(
        path,
        `is being written by ${cause.holder}; wait for it, or collect into another folder (${cause.path} is its lock)`,
        { cause },
      ),
  );

async function writerUnder(lock: Lock, path: string, name: string, settings: Settings): Promise<DatasetWriter> {
  const before = await readManifest(path);
  if (before) checkSame(path, before, name, settings);
  const byId = new Map((before?.networks ?? []).map((entry) => [entry.id, entry]));
  const files = new Map([...byId].map(([id, { file }]) => [id, file]));
  const taken = new Set(files.values());
  let next = 0;
  // Networks that are captured side by side end in any order; the dataset has them in that of their files.
  const manifest = (): Manifest => ({
    name,
    settings,
    networks: [...byId.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
  });
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
    place(id) {
      let file = files.get(id);
      while (file === undefined || (!files.has(id) && taken.has(file)))
        file = `${String(next++).padStart(6, "0")}.safetensors`;
      files.set(id, file);
      taken.add(file);
      return join(path, file);
    },
    check: () => lock.check(),
    async add({ id, accuracy }, written) {
      byId.set(id, { id, accuracy, file: files.get(id)!, ...written });
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
