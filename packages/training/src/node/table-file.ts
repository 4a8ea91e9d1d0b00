import { open, readFile, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { writeAtomically } from "@eznas/node";
import {
  formatHeader,
  formatRow,
  isTrainingTable,
  readTrainingTable,
  type TrainingRow,
  type TrainingSettings,
  type TrainingTable,
} from "../table/training-table.ts";
import type { TrainingJob } from "../table/training-job.ts";

/** A table's file that another run writes, or that was made with other settings, or that is no table. */
export class TrainingTableError extends Error {
  override readonly name = "TrainingTableError";
}

/** A training table on disk, to which rows are added as they come; no row that was added is lost when the process ends. */
export interface TableFile {
  /** What the file had when it was opened. */
  readonly rows: readonly TrainingRow[];
  append(row: TrainingRow): Promise<void>;
  /** Brings the rows into an order that does not depend on when they came, and the header up to date; all the rows that there are. */
  finish(compare: (a: TrainingRow, b: TrainingRow) => number): Promise<readonly TrainingRow[]>;
  close(): Promise<void>;
}

/**
 * Opens a table to go on with it, or begins it.
 *
 * A last line that was cut short by the end of a process is taken away. Rejects with a {@link TrainingTableError} for a file of
 * other settings, which it names, for one that is no training table or a damaged one, and while another process writes it.
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
    let last: Promise<unknown> = Promise.resolve();
    /** One write after the other, and none after one that failed. */
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      const result = last.then(work);
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
  const different = [...keys].filter((key) => JSON.stringify(settings[key]) !== JSON.stringify(table.settings[key]));
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

function tableOf(path: string, text: string): TrainingTable {
  try {
    return readTrainingTable(text);
  } catch (cause) {
    throw new TrainingTableError(`${path} is a damaged training table: ${(cause as Error).message}`, { cause });
  }
}

/** All of the text, or what was there. */
const replace = (path: string, text: string): Promise<void> => writeAtomically(path, [Buffer.from(text)]);

/** Takes the table for this call, by a file beside it; one of a process that is gone does not count. */
async function lock(path: string): Promise<() => Promise<void>> {
  const beside = `${path}.lock`;
  // An earlier process may have had the same number, as the first of a container always has.
  const own = `${process.pid} ${performance.timeOrigin}`;
  for (;;) {
    try {
      const file = await open(beside, "wx");
      await file.writeFile(own);
      await file.close();
      return () => rm(beside, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readFile(beside, "utf8").catch(() => "");
    // It is being made this very moment, or has gone.
    if (holder === "" && !(await isOlderThan(beside, goneMs))) {
      await setTimeout(20);
      continue;
    }
    const pid = Number.parseInt(holder, 10);
    if (holder === own || (pid > 0 && pid !== process.pid && isAlive(pid)))
      throw new TrainingTableError(
        `${path} is being written by process ${pid}; wait for it, or remove ${beside} if that is no run of this table`,
      );
    await takeAway(beside, holder);
  }
}

/**
 * Removes a lock that was found abandoned, unless another opener has removed it and made its own meanwhile: only one at a time looks
 * and removes.
 */
async function takeAway(beside: string, holder: string): Promise<void> {
  const guard = `${beside}.taking`;
  try {
    await (await open(guard, "wx")).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (await isOlderThan(guard, goneMs)) await rm(guard, { force: true });
    await setTimeout(5);
    return;
  }
  try {
    if ((await readFile(beside, "utf8").catch(() => undefined)) === holder) await rm(beside, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** Long enough to write a line, or for a look and a removal; what is older is of a process that died on the way. */
const goneMs = 10_000;

async function isOlderThan(path: string, ms: number): Promise<boolean> {
  const made = await stat(path).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > ms;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
