/** Names under which files are written before they are whole, and what a killed process leaves of them. */
import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A name beside a path that nobody can foresee, so that nobody has put a link there. */
export const temporaryPath = (path: string): string => `${path}.${randomBytes(6).toString("hex")}.tmp`;

const temporaryName = /^(.+)\.[0-9a-f]{12}\.tmp$/;

/**
 * Removes what killed processes left of a file or folder that they were writing; with
 * `within` of everything in a folder.
 *
 * Only for those who hold the lock of what is there: it does not ask whether somebody is still writing.
 */
export async function removeLeftovers(of: { readonly path: string } | { readonly within: string }): Promise<void> {
  const folder = "within" in of ? of.within : dirname(of.path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, owner] = temporaryName.exec(name) ?? [];
    if (owner === undefined || ("path" in of && owner !== basename(of.path))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
