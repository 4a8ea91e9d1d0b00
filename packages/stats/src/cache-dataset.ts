import { type Dataset, selectStatistics } from "./dataset.ts";
import type { InstanceStatistics } from "./instances.ts";
import type { StatisticName } from "./names.ts";

export interface CacheOptions {
  /** The most that is kept, in bytes of statistics. */
  readonly bytes: number;
}

/** What is kept of one network. */
interface Kept {
  readonly statistics: ReadonlySet<StatisticName>;
  readonly instances: readonly InstanceStatistics[];
  readonly bytes: number;
}

/**
 * A dataset that remembers what was read of it, up to so many bytes; the networks read longest ago are forgotten first.
 *
 * Only named statistics are remembered (a read without names goes to the dataset), and of a network that is known in part
 * only what is missing is read. A network larger than the limit is handed on and not kept. Throws a RangeError for a
 * limit that is no positive number.
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
export function cacheDataset(dataset: Dataset, { bytes: limit }: CacheOptions): Dataset {
  if (!(limit > 0)) throw new RangeError(`cacheDataset: bytes must be a positive number, got ${limit}`);
  const networks = new Map<string, Kept>(); // the one read longest ago comes first
  let total = 0;

  const forget = (id: string): void => {
    total -= networks.get(id)?.bytes ?? 0;
    networks.delete(id);
  };
  const keep = (id: string, kept: Kept): void => {
    forget(id);
    if (kept.bytes > limit) return;
    networks.set(id, kept);
    total += kept.bytes;
    for (const oldest of networks.keys()) {
      if (total <= limit) break;
      forget(oldest);
    }
  };
  return {
    ...dataset,
    async read(id, statistics) {
      if (!statistics) return dataset.read(id);
      const known = networks.get(id);
      const missing = statistics.filter((name) => !known?.statistics.has(name));
      if (known && missing.length === 0) {
        keep(id, known);
        return selectStatistics("read", known.instances, statistics);
      }
      const fresh = await dataset.read(id, missing);
      const instances = known ? merged(known.instances, fresh) : fresh;
      const names = new Set([...(known?.statistics ?? []), ...missing]);
      keep(id, { statistics: names, instances, bytes: bytesOf(instances) });
      return selectStatistics("read", instances, statistics);
    },
  };
}

function merged(a: readonly InstanceStatistics[], b: readonly InstanceStatistics[]): readonly InstanceStatistics[] {
  return a.map(({ name, statistics }, i) => ({ name, statistics: { ...statistics, ...b[i]!.statistics } }));
}

/** A tensor that several statistics share counts once. */
function bytesOf(instances: readonly InstanceStatistics[]): number {
  const arrays = new Set(instances.flatMap(({ statistics }) => Object.values(statistics).map(({ data }) => data)));
  let bytes = 0;
  for (const { byteLength } of arrays) bytes += byteLength;
  return bytes;
}
