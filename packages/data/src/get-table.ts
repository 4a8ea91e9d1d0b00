import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import { explainDiskError } from "./disk-error.ts";
import { type Downloaded, type DownloadOptions, download } from "./download.ts";
import { DownloadError } from "./download-error.ts";
import { noteDigest, notedDigest } from "./noted-digest.ts";
import { knownTables } from "./tables/known-tables.ts";
import type { Table } from "./tables/table.ts";

export interface GetTableOptions extends Omit<DownloadOptions, "sha256"> {
  /** Where tables are kept; {@link cacheFolder} by default. */
  readonly folder?: string;
}

/**
 * A table by its name.
 *
 * Throws a RangeError that lists the names for one that is not known.
 *
 * @example
 * ```ts
 * import { tableNamed } from "@eznas/data";
 *
 * tableNamed("cifar-10").bytes; // → 170052171
 * ```
 */
export function tableNamed(name: string, tables: readonly Table[] = knownTables): Table {
  const found = tables.find((table) => table.name === name);
  if (found) return found;
  const names = tables.map((table) => table.name).join(", ");
  throw new RangeError(`data: there is no table "${name}"; the tables are ${names}`);
}

/**
 * Where a table is, or will be, as the other commands read it; whether or not it is there.
 *
 * @example
 * ```ts
 * import { tableNamed, tablePath } from "@eznas/data";
 *
 * tablePath(tableNamed("nas-bench-201"), "/data"); // → '/data/nas-bench-201/nas-bench-201.csv'
 * ```
 */
export const tablePath = (table: Table, folder: string = cacheFolder()): string =>
  join(folder, table.name, table.result);

/**
 * Whether a table is in the cache.
 *
 * @example
 * ```ts
 * import { hasTable, tableNamed } from "@eznas/data";
 *
 * await hasTable(tableNamed("nds"), "/nowhere"); // → false
 * ```
 */
export async function hasTable(table: Table, folder: string = cacheFolder()): Promise<boolean> {
  return stat(tablePath(table, folder)).then(
    () => true,
    () => false,
  );
}

/**
 * The path of a table, which is downloaded, checked and converted unless it is in the cache. A file that was put into
 * the cache by hand, under the name that errors give, is checked and converted in the same way.
 *
 * Rejects with a DownloadError where the file cannot be had, or is not the one of the published digest or of an earlier
 * download's, and where its content is not the table.
 *
 * @example
 * ```ts no-run
 * import { getTable, tableNamed } from "@eznas/data";
 *
 * const path = await getTable(tableNamed("nas-bench-201"));
 * ```
 */
export async function getTable(
  table: Table,
  { folder = cacheFolder(), ...options }: GetTableOptions = {},
): Promise<string> {
  const result = tablePath(table, folder);
  if (await hasTable(table, folder)) return result;
  const file = join(folder, table.name, table.file);
  const sha256 = table.sha256 ?? (await notedDigest(file));
  const { downloaded, url } = await fromAny(table.urls, file, { ...options, sha256 });
  try {
    await table.convert(file, result);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw explainDiskError(error, url, file);
    // What was just downloaded is of no use; what somebody put there is theirs.
    if (downloaded.fetched) await rm(file, { force: true });
    const what = downloaded.fetched ? `what came from ${url}, and was deleted,` : file;
    throw new DownloadError(
      "wrong",
      `${what} is not the table "${table.name}": ${error.message}. Its page is ${table.page}; ` +
        `put the right file at ${file} and run the same command again`,
      { url, file, cause: error },
    );
  }
  if (table.sha256 === undefined) await noteDigest(file, downloaded.sha256);
  return result;
}

/** From the first address that has the file. */
async function fromAny(
  urls: readonly string[],
  file: string,
  options: DownloadOptions,
): Promise<{ readonly downloaded: Downloaded; readonly url: string }> {
  for (const [at, url] of urls.entries()) {
    try {
      return { downloaded: await download(url, file, options), url };
    } catch (error) {
      const isLast = at === urls.length - 1;
      if (isLast || !(error instanceof DownloadError && error.reason === "refused")) throw error;
    }
  }
  throw new RangeError("getTable: the table has no address");
}
