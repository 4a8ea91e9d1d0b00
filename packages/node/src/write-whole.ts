import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";

/** Writes a file so that a reader sees all of it or none. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Fills a folder so that a reader sees all of it or none; where another process was quicker, its folder stays. */
export async function fillWhole(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await mkdir(temporary, { recursive: true });
  try {
    await fill(temporary);
    await rename(temporary, path).catch(async (error: unknown) => {
      if (!(await isFolder(path))) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
