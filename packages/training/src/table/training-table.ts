/** The table that training a space makes: a header of what was trained how, and a row for every network and seed. */
import { JsonDepthError, parseJson } from "@eznas/gp";
import Papa from "papaparse";
import type { TrainingJob } from "./training-job.ts";

/** What a row says of one network trained with one seed. */
export interface TrainingRow extends TrainingJob {
  /** A network diverged when its loss became NaN or infinite; it has no accuracies. */
  readonly status: "trained" | "diverged";
  /** Percent of the validation images that it puts into their class. */
  readonly valid?: number;
  /** Percent of the test images. */
  readonly test?: number;
}

/**
 * Plain data that says what was trained how: space, data, sizes, schedule, seeds, versions.
 * Two tables agree if it is the same.
 */
export type TrainingSettings = Readonly<Record<string, unknown>>;

export interface TrainingTable {
  readonly settings: TrainingSettings;
  readonly rows: readonly TrainingRow[];
}

const mark = "# eznas training table";
const columns = ["arch", "seed", "status", "valid", "test"] as const;

/**
 * The head of a table's file, to which {@link formatRow}s are appended; a setting that is undefined is left out.
 *
 * Throws a RangeError for a name with a colon or a line break.
 */
export function formatHeader(settings: TrainingSettings): string {
  const said = Object.entries(settings).filter(([, value]) => value !== undefined);
  const wrong = said.find(([key]) => !/^[^:\r\n]+$/.test(key));
  if (wrong)
    throw new RangeError(
      `formatHeader: a setting's name must be a line without a colon, got ${JSON.stringify(wrong[0])}`,
    );
  const lines = said.map(([key, value]) => `# ${key}: ${JSON.stringify(value)}`);
  return `${[mark, ...lines, columns.join(",")].join("\n")}\n`;
}

/** A row's line. Throws a RangeError for an architecture whose text is not one line. */
export function formatRow({ id, seed, status, valid, test }: TrainingRow): string {
  if (!isOneLine(id))
    throw new RangeError(`formatRow: an architecture's text must be one line, got ${JSON.stringify(id)}`);
  const accuracies = [valid, test].map((accuracy) => accuracy?.toFixed(3) ?? "");
  return `${Papa.unparse([[id, seed, status, ...accuracies]])}\n`;
}

/** Whether an architecture of this text can have rows. */
export const isOneLine = (id: string): boolean => /^[^\r\n]+$/.test(id);

/**
 * Whether a text is a table that `eznas train` or `trainTable` made, and not another CSV.
 *
 * @example
 * ```ts
 * import { isTrainingTable } from "@eznas/training";
 *
 * isTrainingTable("arch,accuracy\na,90\n"); // → false
 * ```
 */
export const isTrainingTable = (text: string): boolean => text.startsWith(mark);

/**
 * Reads a table that `eznas train` or `trainTable` made.
 *
 * Throws a SyntaxError with the line for a text that is no such table or that ends within a row, as one does whose
 * writing was cut short: `trainTable` goes on with that one.
 *
 * @example
 * ```ts
 * import { meanAccuracies, readTrainingTable } from "@eznas/training";
 *
 * const table = readTrainingTable(`# eznas training table
 * # seeds: [1,2]
 * arch,seed,status,valid,test
 * a,1,trained,80.000,78.000
 * a,2,trained,82.000,80.000
 * `);
 * table.settings; // → { seeds: [ 1, 2 ] }
 * meanAccuracies(table.rows, "test"); // → [ { id: 'a', accuracy: 79 } ]
 * ```
 */
export function readTrainingTable(text: string): TrainingTable {
  const fail = (line: number, why: string): never => {
    throw new SyntaxError(`readTrainingTable: line ${line} ${why}`);
  };
  if (!isTrainingTable(text)) fail(1, `must be "${mark}", got ${JSON.stringify(text.slice(0, 40))}`);
  if (!text.endsWith("\n"))
    fail(text.split("\n").length, "is cut short; eznas train with the table's settings goes on from there");
  const lines = text.split(/\r?\n/).slice(0, -1);
  const settings: Record<string, unknown> = {};
  let at = 1;
  for (; lines[at]?.startsWith("#"); at++) {
    const [, key, value] = /^# ([^:]+): (.*)$/.exec(lines[at]!) ?? fail(at + 1, "must be # name: JSON");
    try {
      settings[key!] = parseJson(value!);
    } catch (cause) {
      fail(at + 1, `${cause instanceof JsonDepthError ? cause.message : "must have JSON"} after "${key}:"`);
    }
  }
  if (lines[at] !== columns.join(","))
    fail(at + 1, `must be ${columns.join(",")}, got ${JSON.stringify(lines[at] ?? "")}`);
  const seen = new Set<string>();
  const rows = lines.slice(at + 1).map((line, i): TrainingRow => {
    const where = at + 2 + i;
    const fields = Papa.parse<string[]>(line, { delimiter: "," }).data[0] ?? [];
    if (fields.length !== columns.length)
      fail(where, `must have ${columns.length} fields (${columns.join(", ")}), got ${fields.length}`);
    const [id, seed, status, valid, test] = fields as [string, string, string, string, string];
    if (id === "" || !/^\d+$/.test(seed)) fail(where, `must begin with an architecture and a seed, got ${line}`);
    const key = JSON.stringify([id, seed]);
    if (seen.has(key)) fail(where, `has ${id} with seed ${seed} again`);
    seen.add(key);
    if (status === "diverged") return { id, seed: Number(seed), status };
    if (status !== "trained") fail(where, `must have the status trained or diverged, got ${JSON.stringify(status)}`);
    const accuracy = (name: string, written: string): number => {
      const value = /^\d+(\.\d*)?$/.test(written) ? Number(written) : Number.NaN;
      if (!(value >= 0 && value <= 100))
        fail(where, `must have a ${name} accuracy from 0 to 100, got ${JSON.stringify(written)}`);
      return value;
    };
    return { id, seed: Number(seed), status: "trained", valid: accuracy("valid", valid), test: accuracy("test", test) };
  });
  return { settings, rows };
}

export interface MeanOptions {
  /** Only the rows of these seeds; all by default. */
  readonly seeds?: readonly number[];
  /** What a diverged network's accuracy counts as, in percent: 100 over the number of classes is chance. Default: 0. */
  readonly diverged?: number;
}

/**
 * Of every architecture, in the order of the rows, the mean accuracy over its seeds, in percent.
 *
 * @example
 * ```ts
 * import { meanAccuracies, type TrainingRow } from "@eznas/training";
 *
 * const row = (seed: number, test: number): TrainingRow => ({ id: "a", seed, status: "trained", valid: 90, test });
 * meanAccuracies([row(1, 80), row(2, 90)], "test"); // → [ { id: 'a', accuracy: 85 } ]
 * ```
 */
export function meanAccuracies(
  rows: readonly TrainingRow[],
  column: "valid" | "test",
  { seeds, diverged = 0 }: MeanOptions = {},
): readonly { readonly id: string; readonly accuracy: number }[] {
  const byId = new Map<string, number[]>();
  for (const row of rows) {
    if (seeds && !seeds.includes(row.seed)) continue;
    const accuracies = byId.get(row.id) ?? [];
    byId.set(row.id, accuracies);
    accuracies.push(row[column] ?? diverged);
  }
  return [...byId].map(([id, accuracies]) => ({
    id,
    accuracy: accuracies.reduce((a, b) => a + b, 0) / accuracies.length,
  }));
}
