import { stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder, getTable, hasTable, knownTables, type Table, tableNamed, tablePath } from "@eznas/data";
import type { Command } from "commander";
import type { Io } from "../io.ts";
import { type Progress, progress } from "../progress.ts";
import { jsonOption, meantPerhaps } from "./options.ts";

interface Flags {
  readonly json: boolean;
}

export function dataCommand(parent: Command, io: Io): void {
  const command = parent
    .command("data")
    .description("list and download public accuracy tables and image sets; they are kept in the folder EZNAS_DATA");
  command
    .command("list", { isDefault: true })
    .description("the known ones, and whether they are here")
    .addOption(jsonOption())
    .action((flags: Flags) => list(io, flags));
  command
    .command("get <name>")
    .description("download one, check and convert it unless it is here, and print its path")
    .addOption(jsonOption())
    .action((name: string, flags: Flags) => get(io, named(name), flags));
  command
    .command("path <name>")
    .description("print the path of one that is here")
    .addOption(jsonOption())
    .action((name: string, flags: Flags) => path(io, named(name), flags));
}

function named(name: string): Table {
  try {
    return tableNamed(name);
  } catch (cause) {
    const names = knownTables.map((table) => table.name);
    throw new RangeError(`${meantPerhaps(name, names)}${(cause as Error).message}`, { cause });
  }
}

async function list(io: Io, { json }: Flags): Promise<void> {
  const folder = cacheFolder();
  const rows = await Promise.all(
    knownTables.map(async (table) => ({ ...described(table, folder), here: await hasTable(table, folder) })),
  );
  if (json) return io.out(`${JSON.stringify({ folder, tables: rows })}\n`);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, title, bytes, license, page, here, path } of rows) {
    io.out(`${name.padEnd(width)}  ${title}\n`);
    io.out(`${" ".repeat(width)}  ${size(bytes)} · license: ${license} · ${page}\n`);
    io.out(`${" ".repeat(width)}  ${here ? path : `not here yet: eznas data get ${name}`}\n`);
  }
}

async function path(io: Io, table: Table, { json }: Flags): Promise<void> {
  if (!(await hasTable(table)))
    throw new Error(`${table.name} is not in ${cacheFolder()}; eznas data get ${table.name} downloads it`);
  print(io, table, json);
}

async function get(io: Io, table: Table, { json }: Flags): Promise<void> {
  const folder = cacheFolder();
  if (!(await hasTable(table, folder))) {
    io.err(`${table.name}: ${table.title}\nlicense: ${table.license} · ${table.page}\n`);
    const bar = transfer(io, table.file);
    await getTable(table, {
      folder,
      signal: io.signal,
      onProgress: bar.onProgress,
      onWait: () => io.err(`another process is downloading ${table.file}; waiting for it\n`),
    })
      .catch(async (error: unknown) => {
        bar.stop();
        const part = `${join(folder, table.name, table.file)}.part`;
        const kept = (await stat(part).catch(() => undefined))?.size ?? 0;
        if (io.signal.aborted) io.err(`\n${size(kept)} are kept in ${part}; the same command goes on\n`);
        throw error;
      })
      .finally(bar.stop);
  }
  print(io, table, json);
}

function print(io: Io, table: Table, json: boolean): void {
  io.out(json ? `${JSON.stringify(described(table, cacheFolder()))}\n` : `${tablePath(table)}\n`);
}

const described = (table: Table, folder: string) => ({
  name: table.name,
  title: table.title,
  bytes: table.bytes,
  license: table.license,
  page: table.page,
  path: tablePath(table, folder),
});

const mega = 1_000_000;
const size = (bytes: number | undefined): string =>
  bytes === undefined ? "size unknown" : `${(bytes / mega).toFixed(1)} MB`;

/** Bytes as a bar, or a line now and then; without a length there is nothing to draw a bar against. */
function transfer(
  io: Io,
  file: string,
): { readonly onProgress: (bytes: number, total: number | undefined) => void; readonly stop: () => void } {
  let bar: { readonly total: number; readonly progress: Progress } | undefined;
  let said = 0;
  const stop = (): void => {
    bar?.progress.stop();
    bar = undefined;
  };
  return {
    onProgress(bytes, total) {
      if (total === undefined) {
        if (bytes - said < 10 * mega) return;
        said = bytes;
        return io.err(`${file}, ${size(bytes)}\n`);
      }
      if (bar?.total !== total) {
        stop();
        bar = { total, progress: progress(io, `${file}, kB`, Math.ceil(total / 1000)) };
      }
      bar.progress.step(Math.ceil(bytes / 1000));
    },
    stop,
  };
}
