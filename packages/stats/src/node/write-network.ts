import { writeAtomically } from "@eznas/node";
import type { InstanceStatistics } from "../statistic.ts";
import { encodeInstances } from "./encode-instances.ts";
import type { NetworkEntry } from "./manifest.ts";
import type { NumberFormat } from "./number-format.ts";

/** What a manifest says of a network's file. */
export type WrittenNetwork = Pick<NetworkEntry, "bytes" | "headerChecksum" | "instances">;

/**
 * Writes a network's instances to its file of a dataset, whole or not at all. For whoever captures networks elsewhere than where
 * `collect` runs, as the `captureNetworks` that it takes.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { writeNetwork } from "@eznas/stats/node";
 *
 * const folder = await mkdtemp(join(tmpdir(), "eznas-"));
 * const T3 = { shape: [1], data: Float32Array.of(1) };
 * const { instances } = await writeNetwork(join(folder, "a"), [{ name: "conv", statistics: { T3 } }], "float32");
 * instances; // → [ 'conv' ]
 * await rm(folder, { recursive: true });
 * ```
 */
export async function writeNetwork(
  file: string,
  instances: readonly InstanceStatistics<string>[],
  numbers: NumberFormat,
): Promise<WrittenNetwork> {
  const { parts, bytes, headerChecksum } = encodeInstances(instances, numbers);
  await writeAtomically(file, parts);
  return { bytes, headerChecksum, instances: instances.map(({ name }) => name) };
}
