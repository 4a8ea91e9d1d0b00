import { JsonDepthError, parseJson, writeAtomically } from "@eznas/node";
import { readText } from "@eznas/ranking/node";
import type { DiscoveryCheckpoint } from "@eznas/search";

/** A checkpoint of `discover` in a file, replaced as a whole. */
export async function saveDiscovery(path: string, saved: DiscoveryCheckpoint): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(saved)}\n`);
}

/** What the file holds; what it must be is checked where it is restored. Rejects with an Error that names the file. */
export async function readDiscovery(path: string): Promise<unknown> {
  const text = await readText("checkpoint", path);
  try {
    return parseJson(text);
  } catch (cause) {
    const problem = cause instanceof JsonDepthError ? cause.message : "is no JSON, or cut off";
    throw new Error(`checkpoint ${path}: it ${problem}`, { cause });
  }
}
