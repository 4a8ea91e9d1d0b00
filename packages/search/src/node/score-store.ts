/** Scores in a folder, so that none is computed twice. */
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { explainFileError } from "@eznas/node";
import type { ScoreBlock, StoredScore } from "./score-block.ts";
import { openScoreLog, type ScoreLog } from "./score-log.ts";

/** What a score depends on besides metric and network, as plain data: two that are the same JSON are the same. */
export type ScoreInputs = Readonly<Record<string, unknown>>;

export interface ScoreStoreOptions {
  /**
   * What else decides scores, of all that this process computes: the release, the backend, the build of the kernels,
   * the operations of one's own. Scores under others are not found. Default: none.
   */
  readonly conditions?: ScoreInputs;
}

/** The scores of networks under the same inputs. */
export interface ScoreShelf {
  /** A score by the network's key and the metric's canonical text; undefined where nobody has computed it. */
  get(network: string, metric: string): StoredScore | undefined;
  /** Adds scores here and in the file, from where other processes have them. */
  add(block: ScoreBlock): Promise<void>;
}

export interface ScoreStore {
  readonly folder: string;
  /**
   * The scores under these inputs, with what was stored up to now, by others too;
   * always the same one for the same inputs.
   */
  shelf(inputs: ScoreInputs): Promise<ScoreShelf>;
}

/**
 * A folder of scores that runs share, also at the same time: what one has computed, the others find.
 *
 * There is a file for each set of inputs, to which scores are only added, numbers to the last bit. Whatever ends a
 * process costs no more than the line it was writing: a line that is torn or damaged is passed over, and its scores are
 * computed anew. All scores under the inputs asked for are held in memory. Rejects with a `FileError`
 * where the folder cannot be written.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { scoreStore } from "@eznas/search/node";
 *
 * const folder = await mkdtemp(join(tmpdir(), "eznas-"));
 * const shelf = await scoreStore(folder).shelf({ images: "photographs", batch: 16 });
 * await shelf.add({ networks: ["net 1"], metrics: ["mean(T3)"], scores: [[{ ok: true, value: 0.1 }]] });
 * const later = await scoreStore(folder).shelf({ images: "photographs", batch: 16 });
 * later.get("net 1", "mean(T3)"); // → { ok: true, value: 0.1 }
 * later.get("net 1", "mean(T4_D)"); // → undefined
 * ```
 */
export function scoreStore(folder: string, { conditions = {} }: ScoreStoreOptions = {}): ScoreStore {
  const shelves = new Map<string, Promise<OpenShelf>>();
  return {
    folder,
    async shelf(inputs) {
      const about = JSON.stringify({ format: "eznas-scores/1", conditions, inputs });
      const digest = createHash("sha256").update(about).digest("hex").slice(0, 32);
      const opened = shelves.get(digest) ?? openShelf(folder, digest, about);
      shelves.set(digest, opened);
      const { log, shelf } = await opened;
      log.lookAgain();
      return shelf;
    },
  };
}

interface OpenShelf {
  readonly log: ScoreLog;
  readonly shelf: ScoreShelf;
}

async function openShelf(folder: string, digest: string, about: string): Promise<OpenShelf> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw explainFileError(error, folder);
  });
  const scores = new Map<string, Map<string, StoredScore>>();
  const remember = (block: ScoreBlock): void => {
    for (const [at, metric] of block.metrics.entries()) {
      const ofMetric = scores.get(metric) ?? new Map<string, StoredScore>();
      scores.set(metric, ofMetric);
      for (const [i, network] of block.networks.entries()) ofMetric.set(network, block.scores[i]![at]!);
    }
  };
  const log = openScoreLog(join(folder, `${digest}.scores`), about, remember);
  const shelf: ScoreShelf = {
    get: (network, metric) => scores.get(metric)?.get(network),
    async add(block) {
      remember(block);
      await log.add(block);
    },
  };
  return { log, shelf };
}
