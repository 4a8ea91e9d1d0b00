import { access, rename, writeFile } from "node:fs/promises";
import { readText } from "@eznas/ranking/node";
import { type Checkpoint, checkpoint, type Generation } from "@eznas/search";

/**
 * Writes a generation to a file, to go on from with `readCheckpoint`. The file is replaced as a whole: whoever stops the
 * process leaves the generation before, or this one.
 *
 * @example
 * ```ts no-run
 * import { evolve, saveCheckpoint } from "eznas";
 * import type { SearchOptions } from "@eznas/search";
 *
 * declare const options: SearchOptions;
 * await evolve({ ...options, onGeneration: (generation) => saveCheckpoint("run.json", generation) });
 * ```
 */
export async function saveCheckpoint(path: string, generation: Generation): Promise<void> {
  const temporary = `${path}.tmp`;
  await writeFile(temporary, `${JSON.stringify(checkpoint(generation), undefined, 1)}\n`, { flush: true });
  await rename(temporary, path);
}

/**
 * The checkpoint in a file. Rejects with an `Error` that names the file when it is missing or holds none.
 *
 * @example
 * ```ts
 * import { readCheckpoint } from "eznas";
 *
 * await readCheckpoint("no-such.json").catch((error: Error) => error.message);
 * // → 'checkpoint no-such.json: there is no such file'
 * ```
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const text = await readText("checkpoint", path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`checkpoint ${path}: it is no JSON, or cut off`, { cause });
  }
  if ((value as Checkpoint | null)?.format !== "eznas-search/1")
    throw new Error(`checkpoint ${path}: it is JSON, but no checkpoint of a search`);
  return value as Checkpoint;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
