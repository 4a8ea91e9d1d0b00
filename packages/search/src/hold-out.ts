import { type Rng, sample } from "@eznas/gp";
import { type Dataset, subset } from "@eznas/stats";

/**
 * Parts a dataset in two that share no network: so many to evolve against, and the others to test finalists on.
 *
 * Both read from the dataset they came from, and keep what else it has, such as its folder. Throws a
 * RangeError unless both parts get a network.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { holdOut } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const networks = [70, 80, 90].map((accuracy) => ({ id: `net ${accuracy}`, accuracy, instances: [] }));
 * const { task, heldOut } = holdOut(inMemory("DARTS", networks), 2, seeded(1));
 * [task.networks.length, heldOut.networks.length]; // → [ 2, 1 ]
 * ```
 */
export function holdOut<D extends Dataset>(
  dataset: D,
  count: number,
  rng: Rng,
): { readonly task: D; readonly heldOut: D } {
  const { networks } = dataset;
  if (!(Number.isInteger(count) && count >= 1 && count < networks.length))
    throw new RangeError(
      `holdOut: count must be a whole number from 1 to ${networks.length - 1} for the ${networks.length} networks of ` +
        `"${dataset.name}", got ${count}`,
    );
  const chosen = new Set(sample(networks, count, rng));
  return {
    task: subset(dataset, (network) => chosen.has(network)),
    heldOut: subset(dataset, (network) => !chosen.has(network)),
  };
}
