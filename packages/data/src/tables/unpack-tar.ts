import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fillWhole } from "@eznas/node";
import { extract } from "tar";

/** The files of an archive that are wanted, and the length of each in bytes. */
export type Wanted = Readonly<Record<string, number>>;

/**
 * Unpacks the wanted files of a .tar.gz into a folder, by their names without folders: nothing that an archive says can
 * be written elsewhere, and links are passed over.
 *
 * Throws a SyntaxError for an archive that lacks one, has one of another length, or is damaged.
 */
export async function unpackTar(archive: string, folder: string, wanted: Wanted): Promise<void> {
  await fillWhole(folder, async (temporary) => {
    const left = new Set(Object.keys(wanted));
    try {
      await extract({
        file: archive,
        cwd: temporary,
        strict: true,
        preserveOwner: false,
        noMtime: true,
        filter: (path, entry) => "type" in entry && /^(Old)?File$/.test(entry.type) && left.delete(basename(path)),
        onReadEntry: (entry) => {
          entry.path = basename(entry.path);
        },
      });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).syscall !== undefined) throw cause;
      throw new SyntaxError(`${archive}: is damaged: ${(cause as Error).message}`, { cause });
    }
    for (const [name, bytes] of Object.entries(wanted)) {
      const found = await stat(join(temporary, name)).catch(() => undefined);
      if (found?.size !== bytes)
        throw new SyntaxError(
          `${archive}: ${found ? `${name} has ${found.size} bytes, expected ${bytes}` : `has no ${name}`}`,
        );
    }
  });
}
