import { existsSync, readFileSync } from "node:fs";

/** The architectures of a table of accuracies, where there is one, else the few that are given. */
export function idsOf(table: string, few: readonly string[]): readonly string[] {
  const file = new URL(`../../../../../shared/data/${table}`, import.meta.url);
  if (!existsSync(file)) return few;
  const [header, ...rows] = readFileSync(file, "utf8").trim().split("\n");
  if (!header!.startsWith("arch,")) throw new Error(`${table}: expected the column arch first, got ${header}`);
  return rows.map((row) => row.split(",", 1)[0]!);
}

/** At most so many, evenly spread. */
export function spread<T>(from: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, from.length / count);
  return Array.from({ length: Math.min(count, from.length) }, (_, i) => from[Math.floor(i * step)]!);
}
