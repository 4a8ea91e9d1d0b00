import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file so that a reader, or a machine that stops at any moment, sees all of it or what was there before. */
export async function writeAtomically(path: string, parts: Iterable<Uint8Array>): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    const file = await open(temporary, "w");
    try {
      for (const part of parts) await file.writeFile(part); // continues where the last part ended
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
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
