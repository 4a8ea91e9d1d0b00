import { existsSync, readFileSync } from "node:fs";
import { readAccuracyTable } from "@eznas/spaces";

/** A row: the architecture as the table has it, and the table's numbers by their headers. */
export interface Row {
  readonly id: string;
  readonly [column: string]: string | number;
}

/** The rows of a table beside the project, else the few of it that are given; which of them is said in a line. */
export function sharedTable(table: string, columns: readonly string[], few: readonly Row[]): readonly Row[] {
  const file = new URL(`../../../../shared/data/${table}`, import.meta.url);
  if (!existsSync(file)) {
    console.info(`${table} is not beside the project: ${few.length} of its rows are checked`);
    return few;
  }
  const text = readFileSync(file, "utf8");
  const rows: Record<string, string | number>[] = [];
  for (const column of columns)
    for (const [i, { id, accuracy }] of readAccuracyTable(text, { column }).entries())
      rows[i] = { ...rows[i], id, [column]: accuracy };
  return rows as unknown as readonly Row[];
}
