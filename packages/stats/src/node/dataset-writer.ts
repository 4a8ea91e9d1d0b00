import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@eznas/node";
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
import { settingsDifferences } from "./settings.ts";

/** Adds networks to a dataset's folder. */
export interface DatasetWriter {
  /** The network of this id that the dataset has already. */
  earlier(id: string): Network | undefined;
  /** Writes the network's file, and soon the manifest. */
  add(network: Network, instances: readonly InstanceStatistics[]): Promise<void>;
  /** Writes the manifest if it lacks a network. */
  save(): Promise<void>;
  manifest(): Manifest;
}

/**
 * The manifest is rewritten after a network unless that would take more than a twentieth of the time: its length grows
 * with the networks, and thousands of them would otherwise cost more than their capture. A process that is killed loses
 * at most the networks of that time.
 */
const writingShare = 1 / 20;

/** Begins a dataset in a folder, or goes on with the one that is there if its name and settings are the same. */
export async function openWriter(path: string, name: string, settings: Settings): Promise<DatasetWriter> {
  await mkdir(path, { recursive: true });
  const before = await readManifest(path);
  if (before) checkSame(path, before, name, settings);
  const networks: NetworkEntry[] = [...(before?.networks ?? [])];
  const byId = new Map(networks.map((entry) => [entry.id, entry]));
  const manifest = (): Manifest => ({ name, settings, networks });
  let saved = networks.length;
  let savedAt = performance.now();
  let saveTime = 0;

  const write = async (): Promise<void> => {
    const started = performance.now();
    await writeManifest(path, manifest());
    saved = networks.length;
    savedAt = performance.now();
    saveTime = savedAt - started;
  };
  if (!before) await write();

  return {
    earlier: (id) => byId.get(id),
    async add({ id, accuracy }, instances) {
      const file = `${String(networks.length).padStart(6, "0")}.safetensors`;
      const { parts, bytes, headerChecksum } = encodeInstances(instances, settings.numbers);
      await writeAtomically(join(path, file), parts);
      const entry = { id, accuracy, file, bytes, headerChecksum, instances: instances.map((one) => one.name) };
      networks.push(entry);
      byId.set(id, entry);
      if (performance.now() - savedAt >= saveTime / writingShare) await write();
    },
    async save() {
      if (saved < networks.length) await write();
    },
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
