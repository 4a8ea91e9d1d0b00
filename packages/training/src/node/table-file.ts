import { open, readFile, rename, rm } from "node:fs/promises";
import {
  formatHeader,
  formatRow,
  isTrainingTable,
  readTrainingTable,
  type TrainingRow,
  type TrainingSettings,
  type TrainingTable,
} from "../table/training-table.ts";
import type { TrainingJob } from "../training-job.ts";

/** A table's file that another run writes, or that was made with other settings, or that is no table. */
export class TrainingTableError extends Error {
  override readonly name = "TrainingTableError";
}

/** A training table on disk, to which rows are added as they come; no row that was added is lost when the process ends. */
export interface TableFile {
  /** What the file had when it was opened. */
  readonly rows: readonly TrainingRow[];
  append(row: TrainingRow): Promise<void>;
  /** Brings the rows into an order that does not depend on when they came, and the header up to date. */
  finish(compare: (a: TrainingRow, b: TrainingRow) => number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a table to go on with it, or begins it.
 *
 * A last line that was cut short by the end of a process is taken away. Rejects with a {@link TrainingTableError} for a file of
 * other settings, which it names, for one that is no training table, and while another process writes it.
 */
export async function openTableFile(
  path: string,
  settings: TrainingSettings,
  planned: readonly TrainingJob[],
): Promise<TableFile> {
  const unlock = await lock(path);
  try {
    const { rows } = await wholeTable(path, settings, planned);
    const file = await open(path, "a");
    let last = Promise.resolve();
    /** One write after the other. */
    const inTurn = (work: () => Promise<void>): Promise<void> => {
      last = last.then(work);
      return last;
    };
    return {
      rows,
      append: (row) =>
        inTurn(async () => {
          await file.write(formatRow(row));
          await file.datasync();
        }),
      finish: (compare) =>
        inTurn(async () => {
          const { rows } = readTrainingTable(await readFile(path, "utf8"));
          const header = formatHeader({ ...settings, ...extentOf(rows) });
          await replace(path, header + rows.toSorted(compare).map(formatRow).join(""));
        }),
      async close() {
        await last.catch(() => {}); // whoever added the row knows
        await file.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
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
  if (text === "") {
    await replace(path, formatHeader({ ...settings, ...extentOf(planned) }));
    return { settings, rows: [] };
  }
  if (!isTrainingTable(text))
    throw new TrainingTableError(`${path} is there and is no training table; give another path, or move the file away`);
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const table = readTrainingTable(whole);
  const keys = new Set([...Object.keys(settings), ...Object.keys(table.settings)]);
  for (const key of Object.keys(extentOf([]))) keys.delete(key);
  const different = [...keys].filter((key) => JSON.stringify(settings[key]) !== JSON.stringify(table.settings[key]));
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

/** All of the text, or what was there. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Takes the table for this process, by a file beside it; one of a process that is gone does not count. */
async function lock(path: string): Promise<() => Promise<void>> {
  const beside = `${path}.lock`;
  for (;;) {
    try {
      const file = await open(beside, "wx");
      await file.writeFile(`${process.pid}`);
      await file.close();
      return () => rm(beside, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(beside, "utf8").catch(() => "0"));
    if (holder > 0 && holder !== process.pid && isAlive(holder))
      throw new TrainingTableError(
        `${path} is being written by process ${holder}; wait for it, or remove ${beside} if that is no run of this table`,
      );
    await rm(beside, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
