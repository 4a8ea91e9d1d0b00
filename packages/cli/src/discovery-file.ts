import { writeAtomically } from "@eznas/node";
import type { DiscoveryCheckpoint } from "@eznas/search";

/** A checkpoint of `discover` in a file, replaced as a whole. */
export async function saveDiscovery(path: string, saved: DiscoveryCheckpoint): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(saved)}\n`);
}
