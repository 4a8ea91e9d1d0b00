import { type CsvOptions, readAccuracyTable } from "@eznas/spaces";
import type { Network } from "@eznas/stats";
import { readText } from "./read-text.ts";

/**
 * The accuracies of a column of a CSV table in a file, by architecture; `readAccuracyTable` of `@eznas/spaces` reads a text.
 *
 * Rejects with an `Error` that names the file, and the line where it is one's fault, when it is missing, lacks the column,
 * or has an accuracy that is no number, an architecture that comes twice or one that `validate` refuses.
 *
 * @example
 * ```ts
 * import { readAccuracies } from "eznas";
 *
 * const table = await readAccuracies("examples/made-up-accuracies.csv", { column: "cifar10_test" });
 * table.length; // → 32
 * ```
 */
export async function readAccuracies(path: string, options: CsvOptions): Promise<readonly Network[]> {
  const text = await readText("table", path);
  try {
    return readAccuracyTable(text, options);
  } catch (cause) {
    throw new Error(`table ${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
