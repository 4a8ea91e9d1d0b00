import { access, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { readAccuracyTable, readNds } from "@eznas/spaces";
import { spaceNamed } from "@eznas/spaces/named";
import type { Network } from "@eznas/stats";
import type { Benchmark } from "./benchmarks.ts";

/** A benchmark's networks, or why there are none, which goes into results and so does not name the folder. */
export type BenchmarkTable =
  | { readonly path: string; readonly networks: readonly Network[] }
  | { readonly missing: string };

/** What a note says of a benchmark whose table is not there. */
export const leftOut = "is left out";

/**
 * Reads the first of a benchmark's files that is in the folder. Rejects for a file that is no such table; a
 * column that it lacks is an outcome.
 */
export async function readBenchmark(folder: string, benchmark: Benchmark): Promise<BenchmarkTable> {
  const { name, files, column, space, options } = benchmark;
  const path = await firstThere(files.map((file) => join(folder, file)));
  if (path === undefined) return { missing: `${name} ${leftOut}: the folder of tables has no ${files.join(" nor ")}` };
  const text = await readFile(path, "utf8");
  try {
    const networks = path.endsWith(".json")
      ? readNds(text).map(({ id, accuracy }) => ({ id, accuracy }))
      : readAccuracyTable(text, { column, space: spaceNamed(space, options) });
    return { path, networks };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof RangeError && message.includes(`no column "${column}"`))
      return { missing: `${name} ${leftOut}: ${relative(folder, path)} has no column ${column}` };
    throw new Error(`table ${path}: ${message}`, { cause });
  }
}

async function firstThere(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths)
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  return undefined;
}
