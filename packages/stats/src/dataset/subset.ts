import type { Dataset, Network } from "./dataset.ts";

/**
 * A dataset with those of its networks that pass a test, in their order. What else it has, such as
 * the folder of one on disk, it keeps.
 *
 * @example
 * ```ts
 * import { inMemory, subset } from "@eznas/stats";
 *
 * const networks = [70, 80, 90].map((accuracy) => ({ id: `net ${accuracy}`, accuracy, instances: [] }));
 * subset(inMemory("DARTS", networks), ({ accuracy }) => accuracy > 75).networks.length; // → 2
 * ```
 */
export function subset<D extends Dataset>(dataset: D, passes: (network: Network) => boolean): D {
  // A dataset of a class would lose its `read`, which no copy of its fields has.
  const read: Dataset["read"] = (id, statistics) => dataset.read(id, statistics);
  return { ...dataset, read, networks: dataset.networks.filter(passes) };
}
