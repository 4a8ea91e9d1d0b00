/** Scores in a file, so that no network is scored twice under the same settings. */

import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "@eznas/gp";
import type { BackendName } from "@eznas/kernels";
import { explainFileError } from "@eznas/node";
import type { Loss, NamedScore } from "@eznas/ranking";
import type { SpaceOptions } from "@eznas/spaces/named";

/** All that scores depend on, besides the network and the metric. */
export interface ScoreSettings {
  readonly space: string;
  readonly options: SpaceOptions;
  readonly images: string;
  readonly batch: number;
  readonly seed: number;
  readonly loss: Loss;
  readonly backend: BackendName;
}

export interface ScoreBook {
  readonly path: string;
  get(id: string, metric: string): NamedScore | undefined;
  /** Adds a network's scores here and at the end of the file. */
  add(id: string, scores: readonly NamedScore[]): Promise<void>;
}

interface Line {
  readonly id: string;
  readonly scores: readonly NamedScore[];
}

const format = "eznas-scores/1";

/**
 * The book of these settings in a folder, with what earlier runs wrote. A line that a
 * run could not finish is passed over.
 */
export async function openScoreBook(folder: string, settings: ScoreSettings): Promise<ScoreBook> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw explainFileError(error, folder);
  });
  const head = JSON.stringify({ format, settings });
  const digest = createHash("sha256").update(head).digest("hex").slice(0, 8);
  const path = join(folder, `${settings.space}-batch-${settings.batch}-seed-${settings.seed}-${digest}.jsonl`);
  const written = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const byNetwork = new Map<string, Map<string, NamedScore>>();
  const remember = ({ id, scores }: Line): void => {
    const known = byNetwork.get(id) ?? new Map<string, NamedScore>();
    for (const score of scores) known.set(score.name, score);
    byNetwork.set(id, known);
  };
  for (const line of written.split("\n").slice(1)) {
    const read = lineOf(line);
    if (read) remember(read);
  }
  const append = (text: string): Promise<void> =>
    appendFile(path, text).catch((error: unknown) => {
      throw explainFileError(error, path, "the scores that it has stay, and the same command goes on");
    });
  if (written === "") await append(`${head}\n`);
  else if (!written.endsWith("\n")) await append("\n");
  return {
    path,
    get: (id, metric) => byNetwork.get(id)?.get(metric),
    add(id, scores) {
      remember({ id, scores });
      return append(`${JSON.stringify({ id, scores })}\n`);
    },
  };
}

function lineOf(text: string): Line | undefined {
  try {
    const line = parseJson(text) as Partial<Line> | null;
    return line?.id !== undefined && Array.isArray(line.scores) ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}
