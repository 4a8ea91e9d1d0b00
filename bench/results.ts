/** docs/benchmarks.json: the last result of each measure, each with where and when it was taken. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Environment } from "./environment.ts";
import type { Goal, Outcome } from "./measure.ts";

export interface Result extends Partial<Outcome> {
  readonly what: string;
  readonly unit: string;
  readonly goal?: Goal;
  /** Why there are no figures, where there are none. */
  readonly failed?: string;
  /** The most memory that the measure's process held, the peer's apart. */
  readonly peakMemoryMiB?: number;
  readonly seconds: number;
  readonly date: string;
  /** The machine's load before the measure began. */
  readonly load: number;
  readonly environment: Environment;
}

export type Results = Readonly<Record<string, Result>>;

const path: string = fileURLToPath(new URL("../docs/benchmarks.json", import.meta.url));

export function readResults(): Results {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Results) : {};
}

/** Adds a result or replaces the measure's earlier one; the file is never half written. */
export function saveResult(name: string, result: Result, order: readonly string[]): void {
  const all = { ...readResults(), [name]: result };
  const sorted = Object.fromEntries(order.flatMap((each) => (all[each] ? [[each, all[each]]] : [])));
  writeFileSync(`${path}.part`, `${JSON.stringify(sorted, null, 2)}\n`);
  renameSync(`${path}.part`, path);
}
