import { cellCount, isCell } from "./nas-bench-201-cells.ts";

/** Accuracies in percent by cell, and by column in each. */
export type CellTable = ReadonlyMap<string, readonly number[]>;

/** A column of accuracies, and the best of it where that is published: a table with another is not the benchmark's. */
export interface CellColumn {
  readonly name: string;
  readonly best?: number;
}

/**
 * All cells of NAS-Bench-201 as a CSV, sorted, accuracies to three decimals: a mean over at most three seeds of a share
 * of test images has no more, and the float32 noise beyond would break true ties.
 *
 * Throws a SyntaxError, which begins with `source`, for a table that is not the whole benchmark.
 */
export function cellTableCsv(source: string, table: CellTable, columns: readonly CellColumn[]): string {
  const fail = (problem: string): never => {
    throw new SyntaxError(`${source}: ${problem}`);
  };
  if (table.size !== cellCount) fail(`has ${table.size} architectures, NAS-Bench-201 has ${cellCount}`);
  for (const [cell, accuracies] of table) {
    if (!isCell(cell)) fail(`has the architecture ${JSON.stringify(cell)}, which is no cell of NAS-Bench-201`);
    for (const [at, { name }] of columns.entries()) {
      const accuracy = accuracies[at];
      if (!(accuracy !== undefined && accuracy >= 0 && accuracy <= 100))
        fail(`has ${accuracy} as ${name} of ${cell}, expected a percentage`);
    }
  }
  for (const [at, { name, best }] of columns.entries()) {
    if (best === undefined) continue;
    let found = 0;
    for (const accuracies of table.values()) found = Math.max(found, accuracies[at]!);
    if (found.toFixed(3) !== best.toFixed(3))
      fail(`its best ${name} is ${found.toFixed(3)}, the published one is ${best.toFixed(3)}`);
  }
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = rows.map(([cell, accuracies]) => [cell, ...accuracies.map((value) => value.toFixed(3))].join(","));
  return `${["arch", ...columns.map(({ name }) => name)].join(",")}\n${lines.join("\n")}\n`;
}
