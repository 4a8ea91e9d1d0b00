import { access } from "node:fs/promises";
import { JsonDepthError, parseJson } from "@eznas/gp";
import { type Lock, takeLock, writeAtomically } from "@eznas/node";
import { readText } from "@eznas/ranking/node";
import { type Checkpoint, CheckpointError, checkCheckpoint, checkpoint, type Generation } from "@eznas/search";

/**
 * Writes a generation to a file, to go on from with `readCheckpoint`. The file is replaced as a whole: whoever stops
 * the process leaves the generation before, or this one. Rejects with an `Error` that names the file, and says what to
 * do, where the system refuses.
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
  await writeAtomically(path, textOf(generation));
}

export const textOf = (generation: Generation): string => `${JSON.stringify(checkpoint(generation), undefined, 1)}\n`;

/**
 * The checkpoint in a file. Rejects with an `Error` that names the file when it is
 * missing, and the field when it is damaged.
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
  const value = await readCheckpointJson(path);
  return ofFile(path, async () => checkCheckpoint(value));
}

/** What the file holds, unchecked. Rejects with an `Error` that names the file where it is missing or no JSON. */
export async function readCheckpointJson(path: string): Promise<unknown> {
  const text = await readText("checkpoint", path);
  try {
    return parseJson(text);
  } catch (cause) {
    const problem = cause instanceof JsonDepthError ? cause.message : "is no JSON, or cut off";
    throw new Error(`checkpoint ${path}: it ${problem}`, { cause });
  }
}

/** What an action rejects a checkpoint for, with the file that it is of. */
export async function ofFile<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    throw new CheckpointError(`checkpoint ${path}: ${error.message}`, { cause: error });
  }
}

/**
 * Keeps other searches from writing a checkpoint, which need not be there, and finds out now
 * whether its folder can be written.
 */
export const holdCheckpoint = (path: string): Promise<Lock> =>
  takeLock(
    `${path}.lock`,
    (cause) =>
      new Error(`checkpoint ${path} is being written by ${cause.holder}; wait for it, or name another file`, { cause }),
  );

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
