import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { removeLeftovers, temporaryPath } from "./leftovers.ts";
import { type LockOptions, withLock } from "./lock.ts";

/**
 * Fills a folder so that a reader sees all of it or none. A folder that is there is left as it is, and one that another
 * process is filling is waited for; what a killed one left of it is removed.
 *
 * Rejects with what `fill` rejects with, and leaves nothing then.
 *
 * @example
 * ```ts
 * import { mkdtemp, readFile, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { fillWhole } from "@eznas/node";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "eznas-")), "parts");
 * await fillWhole(path, (folder) => writeFile(join(folder, "one"), "1"));
 * await readFile(join(path, "one"), "utf8"); // → '1'
 * ```
 */
export async function fillWhole(
  path: string,
  fill: (folder: string) => Promise<void>,
  options: LockOptions = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await withLock(`${path}.lock`, options, async () => {
    if (await isFolder(path)) return;
    await removeLeftovers({ path });
    const temporary = temporaryPath(path);
    try {
      await mkdir(temporary);
      await fill(temporary);
      await rename(temporary, path);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  });
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
