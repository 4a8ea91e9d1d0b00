import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { explainFileError } from "./file-error.ts";
import { temporaryPath } from "./leftovers.ts";

/**
 * Writes a file so that a reader, or a machine that stops at any moment, sees all of it or what was there before.
 *
 * Rejects with a `FileError` where the system refuses; what was there before stays.
 *
 * @example
 * ```ts
 * import { mkdtemp, readFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { writeAtomically } from "@eznas/node";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "eznas-")), "report.txt");
 * await writeAtomically(path, "all of it");
 * await readFile(path, "utf8"); // → 'all of it'
 * ```
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
): Promise<void> {
  const parts = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
  const temporary = temporaryPath(path);
  try {
    const file = await open(temporary, "wx");
    try {
      for (const part of parts) await file.writeFile(part); // continues where the last part ended
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {}); // what went wrong first is to be said
    throw explainFileError(error, path, "what was there before is untouched");
  }
  await syncDirectory(dirname(path));
}

/** Makes the rename itself durable. Windows cannot open a folder, and does not need it. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
