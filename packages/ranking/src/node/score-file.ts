/** A score table on disk that a ranking fills row by row. */
import { type FileHandle, open, readFile } from "node:fs/promises";
import { explainFileError, type Lock, removeLeftovers, takeLock, writeAtomically } from "@eznas/node";
import type { Network } from "@eznas/stats";
import { isMeasured, measuredFor } from "../metric.ts";
import type { Metric } from "../metric-kinds.ts";
import type { NamedScore } from "../prepare-metrics.ts";
import type { Ranking, ScoreDrawn } from "../rank.ts";
import {
  formatScoreHead,
  formatScoreRow,
  isScoreTable,
  readScoreTable,
  type ScoreCell,
  type ScoreTable,
} from "../score-table.ts";

/** A file of scores that another run writes, or that is of other settings, metrics or networks, or is no such file. */
export class ScoreFileError extends Error {
  override readonly name = "ScoreFileError";
}

export interface ScoreFileOptions {
  readonly path: string;
  /** What the scores are computed from, as plain data; a file that says otherwise is refused. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the head says besides, whatever it said before: the command. */
  readonly remarks?: Readonly<Record<string, unknown>>;
  readonly metrics: readonly Metric[];
  /** Those that are ranked, in their order. */
  readonly networks: readonly Network[];
}

export interface ScoreFile {
  /** How many networks had their scores in the file when it was opened. */
  readonly known: number;
  /** Scores only the networks that the file lacks, and writes each as it comes. */
  remembering(scoreDrawn: ScoreDrawn): ScoreDrawn;
  /** Brings the rows into the networks' order and adds what ranks them among each other. */
  finish(ranking: Pick<Ranking, "metrics" | "networks">): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a file for the scores of a ranking, to go on with it or to begin it.
 *
 * Every network's row is written when its scores are there, so that whatever ends the process costs no more than the networks that were
 * being scored; a last line that was cut short is taken away. What is measured on a network has a column, parts in place of those that combine
 * others, which follow when all networks are there. The finished file does not depend on interruptions or on the number of
 * workers. Rejects with a {@link ScoreFileError} for a file of other settings, which it names, of other metrics or networks, for one
 * that is no such file, and while another process writes it.
 *
 * @example
 * ```ts no-run
 * import { drawNetworks, inputsFor, metrics, rank, scoreDrawnHere } from "@eznas/ranking";
 * import { openScoreFile, readAccuracies } from "@eznas/ranking/node";
 * import { nasBench201 } from "@eznas/spaces";
 *
 * const space = nasBench201();
 * const table = await readAccuracies("nasbench201.csv", { column: "cifar10_test", space });
 * const inputs = await inputsFor({ images: "photographs", batch: 16, seed: 1, shape: space.inputShape });
 * const options = { space, table, metrics: metrics("eznas-a,flops"), inputs, count: 300, seed: 1 };
 * const networks = drawNetworks("scores", options);
 * const file = await openScoreFile({ path: "scores.csv", settings: { batch: 16, seed: 1 }, ...options, networks });
 * const ranking = await rank({ ...options, scoreDrawn: file.remembering(scoreDrawnHere(options)) });
 * await file.finish(ranking);
 * await file.close();
 * ```
 */
export async function openScoreFile(options: ScoreFileOptions): Promise<ScoreFile> {
  const { path, settings, remarks = {}, metrics, networks } = options;
  const measured = [...new Set(measuredFor(metrics).map(({ text }) => text))];
  const head = { settings: { ...settings, ...remarks } };
  const held = await lock(path);
  let file: FileHandle;
  let rows: ReadonlyMap<string, readonly ScoreCell[]>;
  try {
    await removeLeftovers({ path });
    rows = await rowsOf(options, measured);
    if (rows.size === 0) await writeAtomically(path, formatScoreHead({ ...head, metrics: measured }));
    file = await open(path, "a");
  } catch (error) {
    await held.release();
    throw error;
  }
  const accuracies = new Map(networks.map(({ id, accuracy }) => [id, accuracy]));
  let last: Promise<unknown> = Promise.resolve();
  /** One write after the other, and none after one that failed. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const result = last
      .then(() => held.check())
      .then(work)
      .catch((error: unknown) => {
        throw explainFileError(error, path, "the rows that it has stay, and the same command goes on");
      });
    last = result;
    return result;
  };
  /** The names that a ranking tells scores by, in the order of the columns. */
  const named = measuredFor(metrics);
  const cellsOf = (scores: readonly NamedScore[]): readonly ScoreCell[] => {
    const byText = new Map(named.map(({ text }, i) => [text, cellOf(scores[i]!)]));
    return measured.map((text) => byText.get(text)!);
  };
  const scoresOf = (cells: readonly ScoreCell[]): readonly NamedScore[] =>
    named.map(({ name, text }) => ({ ...cells[measured.indexOf(text)]!, name }) as NamedScore);
  return {
    known: rows.size,
    remembering:
      (scoreDrawn) =>
      async (drawn, { onScored, onScores, signal }) => {
        const scored = new Map([...rows].map(([id, cells]) => [id, scoresOf(cells)] as const));
        const missing = drawn.filter(({ id }) => !scored.has(id));
        const done = drawn.length - missing.length;
        for (const { id } of drawn) if (scored.has(id)) await onScores?.(id, scored.get(id)!);
        if (done > 0) onScored?.(done);
        const found =
          missing.length === 0
            ? []
            : await scoreDrawn(missing, {
                onScored: (more) => onScored?.(done + more),
                async onScores(id, scores) {
                  const row = { id, accuracy: accuracies.get(id)!, scores: cellsOf(scores) };
                  await inTurn(() => file.appendFile(formatScoreRow(measured, row)));
                  await onScores?.(id, scores);
                },
                signal,
              });
        for (const [i, { id }] of missing.entries()) scored.set(id, found[i]!);
        return drawn.map(({ id }) => scored.get(id)!);
      },
    finish: (ranking) =>
      inTurn(async () => {
        const table = readScoreTable(await readFile(path, "utf8"));
        const rows = new Map(table.networks.map(({ id, scores }) => [id, scores.slice(0, measured.length)]));
        const combined = metrics.flatMap((metric, at) => (isMeasured(metric) ? [] : [{ text: metric.text, at }]));
        const columns = [...measured, ...new Set(combined.map(({ text }) => text))];
        const lines = ranking.networks.map(({ id, accuracy, scores }) => {
          const byText = new Map(combined.map(({ text, at }) => [text, cellOf(scores[at]!)]));
          return formatScoreRow(columns, { id, accuracy, scores: [...rows.get(id)!, ...byText.values()] });
        });
        await writeAtomically(path, formatScoreHead({ ...head, metrics: columns }) + lines.join(""));
      }),
    async close() {
      await last.catch(() => {}); // whoever scored the network knows
      await file.close();
      await held.release();
    },
  };
}

function cellOf({ name, ...score }: NamedScore): ScoreCell {
  return score;
}

/** The measured scores that a file has, by network. */
async function rowsOf(
  { path, settings, metrics, networks }: ScoreFileOptions,
  measured: readonly string[],
): Promise<ReadonlyMap<string, readonly ScoreCell[]>> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  if (text === "") return new Map();
  if (!isScoreTable(text))
    throw new ScoreFileError(`${path} is there and is no file of scores; give another path, or move the file away`);
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const table = tableOf(path, whole);
  if (!table) return new Map();
  const keys = [...new Set([...Object.keys(settings), ...Object.keys(table.settings)])];
  const different = keys.filter(
    (key) => key in settings && JSON.stringify(settings[key]) !== JSON.stringify(table.settings[key]),
  );
  if (different.length > 0) {
    const said = different.map(
      (key) => `${key} was ${JSON.stringify(table.settings[key])} and is now ${JSON.stringify(settings[key])}`,
    );
    throw new ScoreFileError(`${path} has scores of other settings: ${said.join("; ")}. Give those, or another path`);
  }
  const columns = [...measured, ...new Set(metrics.flatMap((metric) => (isMeasured(metric) ? [] : [metric.text])))];
  const same = table.metrics.every((text, i) => text === columns[i]);
  if (!same || (table.metrics.length !== measured.length && table.metrics.length !== columns.length))
    throw new ScoreFileError(
      `${path} has scores by other metrics: ${table.metrics.join(", ")}. Give those, or another path; a store of scores keeps them for both`,
    );
  const accuracies = new Map(networks.map(({ id, accuracy }) => [id, accuracy]));
  const stranger = table.networks.find(({ id, accuracy }) => accuracies.get(id) !== accuracy);
  if (stranger)
    throw new ScoreFileError(
      `${path} has the network ${stranger.id} with the accuracy ${stranger.accuracy}, which is not drawn from the table; give another path`,
    );
  if (whole.length < text.length) await writeAtomically(path, whole);
  return new Map(table.networks.map(({ id, scores }) => [id, scores.slice(0, measured.length)]));
}

/** Undefined for a head without rows: there is nothing in it to lose. */
function tableOf(path: string, text: string): ScoreTable | undefined {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length <= 1) return undefined;
  try {
    return readScoreTable(text);
  } catch (cause) {
    throw new ScoreFileError(`${path} is a damaged file of scores: ${(cause as Error).message}`, { cause });
  }
}

function lock(path: string): Promise<Lock> {
  const beside = `${path}.lock`;
  return takeLock(
    beside,
    (cause) =>
      new ScoreFileError(
        `${path} is being written by ${cause.holder}; wait for it, or remove ${beside} if that is no run of this file`,
        { cause },
      ),
  );
}
