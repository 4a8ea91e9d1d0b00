/** Scoring that asks a store first. */
import { createHash } from "node:crypto";
import { type Program, portableText, type Reader, type Score } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import { type DatasetNetwork, type ScoreNetworks, scoreHere } from "../score-networks.ts";
import type { ScoreInputs, ScoreShelf, ScoreStore } from "./score-store.ts";

export interface StoredScoresOptions {
  /**
   * Whether metrics are made of the default vocabulary, or of one that the store's
   * `conditions` name. Default: "default".
   */
  readonly reader?: Reader;
}

/**
 * Scores as `scoreNetworks` does, but computes only what the store lacks, and stores that:
 * the scores are the same to the bit.
 *
 * A score is known by the metric's canonical text, the network, a checksum of all its statistics, and the settings that
 * the dataset was collected with; another name or other accuracies of the same networks do not matter. A dataset that
 * knows no checksum is read once for it. What a call has computed is in the store when it ends. Throws a TypeError for
 * a metric whose text does not say all about it (see `portableText`).
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { program } from "@eznas/program";
 * import { scoreStore, storedScores } from "@eznas/search/node";
 * import { inMemory } from "@eznas/stats";
 *
 * const store = scoreStore(await mkdtemp(join(tmpdir(), "eznas-")));
 * const scoreNetworks = storedScores(store); // for search({ …, scoreNetworks })
 * const T3 = { shape: [2], data: Float32Array.of(-1, 3) };
 * const dataset = inMemory("toy", [{ id: "a", accuracy: 90, instances: [{ name: "conv", statistics: { T3 } }] }]);
 * await scoreNetworks([program("abs(T3)")], [{ dataset, id: "a" }]); // → [ [ { ok: true, value: 2 } ] ]
 * const never = storedScores(store, () => Promise.reject(new Error("it is known already")));
 * await never([program("abs(T3)")], [{ dataset, id: "a" }]); // → [ [ { ok: true, value: 2 } ] ]
 * ```
 */
export function storedScores(
  store: ScoreStore,
  scoreNetworks: ScoreNetworks = scoreHere,
  { reader = "default" }: StoredScoresOptions = {},
): ScoreNetworks {
  const contents = contentKeys();
  return async (programs, networks, { onScored, signal } = {}) => {
    const texts = programs.map((program) => portableText(program, reader));
    const shelves = new Map<Dataset, Promise<ScoreShelf>>();
    for (const { dataset } of networks) if (!shelves.has(dataset)) shelves.set(dataset, store.shelf(inputsOf(dataset)));
    const places = await Promise.all(
      networks.map(async ({ dataset, id }): Promise<Place> => {
        const [shelf, content] = await Promise.all([shelves.get(dataset)!, contents(dataset, id)]);
        return { shelf, key: `${id} ${content}` };
      }),
    );
    const lacking = lackingIn(texts, programs, places);
    let done = places.length * new Set(texts).size - lacking.reduce((sum, { cells }) => sum + cells, 0);
    const all = places.length * new Set(texts).size;
    const tell = (cells: number): void => onScored?.(Math.floor((networks.length * cells) / all));
    for (const { programs, texts, at, cells } of lacking) {
      const rows = await scoreNetworks(
        programs,
        at.map((i) => networks[i]!),
        { onScored: (n) => tell(done + n * programs.length), signal },
      );
      await keep(texts, at, places, rows);
      done += cells;
    }
    if (lacking.length === 0 && all > 0) tell(all);
    return places.map(({ shelf, key }) => texts.map((text) => shelf.get(key, text) as Score));
  };
}

interface Place {
  readonly shelf: ScoreShelf;
  readonly key: string;
}

/** Metrics that lack their scores on the same networks. */
interface Lacking {
  readonly programs: readonly Program<string>[];
  readonly texts: readonly string[];
  /** Indices of the networks. */
  readonly at: readonly number[];
  readonly cells: number;
}

function lackingIn(
  texts: readonly string[],
  programs: readonly Program<string>[],
  places: readonly Place[],
): readonly Lacking[] {
  const groups = new Map<string, { programs: Program<string>[]; texts: string[]; at: readonly number[] }>();
  const seen = new Set<string>();
  for (const [p, text] of texts.entries()) {
    if (seen.has(text)) continue;
    seen.add(text);
    const at = places.flatMap(({ shelf, key }, i) => (shelf.get(key, text) ? [] : [i]));
    if (at.length === 0) continue;
    const group = groups.get(at.join()) ?? { programs: [], texts: [], at };
    groups.set(at.join(), group);
    group.programs.push(programs[p]!);
    group.texts.push(text);
  }
  return [...groups.values()].map((group) => ({ ...group, cells: group.texts.length * group.at.length }));
}

async function keep(
  metrics: readonly string[],
  at: readonly number[],
  places: readonly Place[],
  rows: readonly (readonly Score[])[],
): Promise<void> {
  const byShelf = new Map<ScoreShelf, number[]>();
  for (const [row, i] of at.entries()) {
    const { shelf } = places[i]!;
    byShelf.set(shelf, [...(byShelf.get(shelf) ?? []), row]);
  }
  for (const [shelf, own] of byShelf)
    await shelf.add({
      networks: own.map((row) => places[at[row]!]!.key),
      metrics,
      scores: own.map((row) => rows[row]!),
    });
}

/** What statistics depend on besides the network: the settings of one on disk, and of one in memory its name. */
function inputsOf(dataset: Dataset): ScoreInputs {
  return "settings" in dataset ? { collected: dataset.settings } : { dataset: dataset.name };
}

/** What tells a network's statistics from others, asked for once. */
function contentKeys(): (dataset: Dataset, id: string) => Promise<string> {
  const read = new WeakMap<Dataset, Map<string, Promise<string>>>();
  return async (dataset, id) => {
    const checksum = dataset.checksum?.(id);
    if (checksum !== undefined) return checksum.toString(16);
    const known = read.get(dataset) ?? new Map<string, Promise<string>>();
    read.set(dataset, known);
    const digest = known.get(id) ?? digestOf({ dataset, id });
    known.set(id, digest);
    return digest;
  };
}

async function digestOf({ dataset, id }: DatasetNetwork): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, statistics } of await dataset.read(id))
    for (const [statistic, { shape, data, vanished }] of Object.entries(statistics)) {
      hash.update(JSON.stringify([name, statistic, shape, vanished === true]));
      hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  return hash.digest("hex").slice(0, 32);
}
