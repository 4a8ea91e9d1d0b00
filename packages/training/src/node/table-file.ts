import { open, readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { explainFileError, type Lock, removeLeftovers, takeLock, writeAtomically } from "@eznas/node";
import type { TrainingJob } from "../table/training-job.ts";
import {
  formatHeader,
  formatRow,
  isTrainingTable,
  readTrainingTable,
  type TrainingRow,
  type TrainingSettings,
  type TrainingTable,
} from "../table/training-table.ts";

/** A table's file that another run writes, or that was made with other settings, or that is no table. */
export class TrainingTableError extends Error {
  override readonly name = "TrainingTableError";
}

/**
 * A training table on disk, to which rows are added as they come; no row that was added is lost when the process ends.
 */
export interface TableFile {
  /** What the file had when it was opened. */
  readonly rows: readonly TrainingRow[];
  append(row: TrainingRow): Promise<void>;
  /**
   * Brings the rows into an order that does not depend on when they came, and the header up to
   * date; all the rows that there are.
   */
  finish(compare: (a: TrainingRow, b: TrainingRow) => number): Promise<readonly TrainingRow[]>;
  close(): Promise<void>;
}

/**
 * Opens a table to go on with it, or begins it.
 *
 * A last line that was cut short by the end of a process is taken away. Rejects with a {@link TrainingTableError} for a
 * file of other settings, which it names, for one that is no training table or a damaged one,
 * and while another process writes it.
 */
export async function openTableFile(
  path: string,
  settings: TrainingSettings,
  planned: readonly TrainingJob[],
): Promise<TableFile> {
  const held = await lock(path);
  try {
    await removeLeftovers({ path });
    const { rows } = await wholeTable(path, settings, planned);
    const file = await open(path, "a");
    let last: Promise<unknown> = Promise.resolve();
    /** One write after the other, and none after one that failed. */
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const result = last
        .then(() => held.check())
        .then(work)
        .catch((error: unknown) => {
          throw explainFileError(error, path, "the rows that it has stay, and the same command goes on");
        });
      last = result;
      return result;
    };
    return {
      rows,
      append: (row) =>
        inTurn(async () => {
          await file.appendFile(formatRow(row));
          await file.datasync();
        }),
      finish: (compare) =>
        inTurn(async () => {
          const rows = tableOf(path, await readFile(path, "utf8")).rows.toSorted(compare);
          const header = formatHeader({ ...settings, ...extentOf(rows) });
          await replace(path, header + rows.map(formatRow).join(""));
          return rows;
        }),
      async close() {
        await last.catch(() => {}); // whoever added the row knows
        await file.close();
        await held.release();
      },
    };
  } catch (error) {
    await held.release();
    throw error;
  }
}

/** What a later call may make larger: it is in the header and no reason to refuse a table. */
function extentOf(jobs: readonly TrainingJob[]) {
  const seeds = [...new Set(jobs.map(({ seed }) => seed))].sort((a, b) => a - b);
  return { networks: new Set(jobs.map(({ id }) => id)).size, seeds };
}

async function wholeTable(
  path: string,
  settings: TrainingSettings,
  planned: readonly TrainingJob[],
): Promise<TrainingTable> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const begin = async (): Promise<TrainingTable> => {
    await replace(path, formatHeader({ ...settings, ...extentOf(planned) }));
    return { settings, rows: [] };
  };
  if (text === "") return begin();
  if (!isTrainingTable(text))
    throw new TrainingTableError(`${path} is there and is no training table; give another path, or move the file away`);
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const table = tableOf(path, whole);
  const keys = new Set([...Object.keys(settings), ...Object.keys(table.settings)]);
  for (const key of Object.keys(extentOf([]))) keys.delete(key);
  const different = [...keys].filter((key) => !isDeepStrictEqual(asRead(settings[key]), table.settings[key]));
  // Settings that no network could be trained with leave a table without rows; there is nothing in it to lose.
  if (different.length > 0 && table.rows.length === 0) return begin();
  if (different.length > 0) {
    const said = different.map(
      (key) => `${key} was ${JSON.stringify(table.settings[key])} and is now ${JSON.stringify(settings[key])}`,
    );
    throw new TrainingTableError(
      `${path} was made with other settings: ${said.join("; ")}. Give those, or another path for a new table`,
    );
  }
  if (whole.length < text.length) await replace(path, whole);
  return table;
}

/** A setting as a file gives it back. */
const asRead = (setting: unknown): unknown =>
  setting === undefined ? undefined : (JSON.parse(JSON.stringify(setting)) as unknown);

function tableOf(path: string, text: string): TrainingTable {
  try {
    return readTrainingTable(text);
  } catch (cause) {
    throw new TrainingTableError(`${path} is a damaged training table: ${(cause as Error).message}`, { cause });
  }
}

/** All of the text, or what was there. */
const replace = (path: string, text: string): Promise<void> => writeAtomically(path, text);

/** Takes the table for this call. */
function lock(path: string): Promise<Lock> {
  const beside = `${path}.lock`;
  return takeLock(
    beside,
    (cause) =>
      new TrainingTableError(
        `${path} is being written by ${cause.holder}; wait for it, or remove ${beside} if that is no run of this table`,
        { cause },
      ),
  );
}
