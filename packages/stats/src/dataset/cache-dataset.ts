import type { InstanceStatistics } from "../statistic.ts";
import type { TerminalName } from "../terminal-names.ts";
import { type Dataset, selectStatistics } from "./dataset.ts";

export interface CacheOptions {
  /** The most that is kept, in bytes of statistics. */
  readonly bytes: number;
}

/** What is kept of one network. */
interface Kept {
  readonly statistics: ReadonlySet<string>;
  readonly instances: readonly InstanceStatistics<TerminalName>[];
  readonly bytes: number;
}

/**
 * A dataset that remembers what was read of it, up to so many bytes; the networks read longest ago are forgotten first.
 *
 * Only named statistics are remembered (a read without names goes to the dataset), and of a network that is known in
 * part only what is missing is read. A network larger than the limit is handed on and not kept. Throws a RangeError for
 * a limit that is no positive number.
 *
 * @example
 * ```ts
 * import { cacheDataset, inMemory } from "@eznas/stats";
 *
 * const T3 = { shape: [1], data: Float32Array.of(1) };
 * const task = inMemory("toy", [{ id: "a", accuracy: 90, instances: [{ name: "conv", statistics: { T3 } }] }]);
 * const cached = cacheDataset(task, { bytes: 2 ** 30 });
 * (await cached.read("a", ["T3"])).length; // → 1
 * ```
 */
export function cacheDataset<D extends Dataset>(dataset: D, options: CacheOptions): D {
  return datasetCache(options)(dataset);
}

/**
 * One limit for several datasets: the function returned makes of each one that remembers as {@link cacheDataset} does,
 * and all of them together keep no more than so many bytes.
 *
 * @example
 * ```ts
 * import { datasetCache, inMemory } from "@eznas/stats";
 *
 * const cached = datasetCache({ bytes: 2 ** 30 });
 * [inMemory("DARTS", []), inMemory("ENAS", [])].map(cached).map(({ name }) => name); // → [ 'DARTS', 'ENAS' ]
 * ```
 */
export function datasetCache({ bytes: limit }: CacheOptions): <D extends Dataset>(dataset: D) => D {
  if (!(limit > 0)) throw new RangeError(`cacheDataset: bytes must be a positive number, got ${limit}`);
  const networks = new Map<string, Kept>(); // the one read longest ago comes first
  let total = 0;
  let datasets = 0;

  const forget = (key: string): void => {
    total -= networks.get(key)?.bytes ?? 0;
    networks.delete(key);
  };
  const keep = (key: string, kept: Kept): void => {
    forget(key);
    if (kept.bytes > limit) return;
    networks.set(key, kept);
    total += kept.bytes;
    for (const oldest of networks.keys()) {
      if (total <= limit) break;
      forget(oldest);
    }
  };
  return (dataset) => {
    const prefix = `${datasets++} `;
    return {
      ...dataset,
      async read(id, statistics) {
        if (!statistics) return dataset.read(id);
        const key = prefix + id;
        const known = networks.get(key);
        const missing = statistics.filter((name) => !known?.statistics.has(name));
        if (known && missing.length === 0) {
          keep(key, known);
          return selectStatistics("read", known.instances, statistics);
        }
        const fresh = await dataset.read(id, missing);
        const instances = known ? merged(known.instances, fresh) : fresh;
        const names = new Set([...(known?.statistics ?? []), ...missing]);
        keep(key, { statistics: names, instances, bytes: bytesOf(instances) });
        return selectStatistics("read", instances, statistics);
      },
    };
  };
}

function merged(
  a: readonly InstanceStatistics<TerminalName>[],
  b: readonly InstanceStatistics<TerminalName>[],
): readonly InstanceStatistics<TerminalName>[] {
  return a.map(({ name, statistics }, i) => ({ name, statistics: { ...statistics, ...b[i]!.statistics } }));
}

/** A tensor that several statistics share counts once. */
function bytesOf(instances: readonly InstanceStatistics<TerminalName>[]): number {
  const arrays = new Set(instances.flatMap(({ statistics }) => Object.values(statistics).map(({ data }) => data)));
  let bytes = 0;
  for (const { byteLength } of arrays) bytes += byteLength;
  return bytes;
}
