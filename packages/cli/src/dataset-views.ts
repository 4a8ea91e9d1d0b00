/** Datasets that show another's statistics with other networks or other accuracies, and copy nothing. */
import { seeded } from "@eznas/gp";
import { type Dataset, type Network, subset } from "@eznas/stats";

/**
 * The same networks and statistics with the accuracies of another table: another data set's column, for instance, as a
 * network's statistics do not depend on how it was trained.
 *
 * Throws a `RangeError` for a network that the table lacks.
 *
 * @example
 * ```ts
 * import { withAccuracies } from "eznas";
 * import { inMemory } from "@eznas/stats";
 *
 * const cifar10 = inMemory("CIFAR-10", [{ id: "a", accuracy: 91, instances: [] }]);
 * withAccuracies(cifar10, "CIFAR-100", [{ id: "b", accuracy: 68 }, { id: "a", accuracy: 72 }]).networks;
 * // → [ { id: 'a', accuracy: 72 } ]
 * ```
 */
export function withAccuracies<D extends Dataset>(dataset: D, name: string, table: readonly Network[]): D {
  const accuracies = new Map(table.map(({ id, accuracy }) => [id, accuracy]));
  return {
    ...dataset,
    name,
    networks: dataset.networks.map(({ id }) => {
      const accuracy = accuracies.get(id);
      if (accuracy === undefined)
        throw new RangeError(`withAccuracies: network "${id}" of "${dataset.name}" is not in the table of "${name}"`);
      return { id, accuracy };
    }),
  };
}

export interface TaskSplit<D extends Dataset = Dataset> {
  /** To evolve against. */
  readonly tasks: readonly D[];
  /** To test finalists on. */
  readonly heldOut: readonly D[];
}

/**
 * Holds networks out of several datasets at once, at least `count` of each, such that no held-out network is in any of
 * the tasks, be it with another accuracy. Datasets of the same networks are split alike.
 *
 * Throws a `RangeError` unless every task keeps a network.
 *
 * @example
 * ```ts
 * import { holdOutOfEach } from "eznas";
 * import { inMemory } from "@eznas/stats";
 *
 * const networks = [70, 80, 90].map((accuracy) => ({ id: `net ${accuracy}`, accuracy, instances: [] }));
 * const { tasks, heldOut } = holdOutOfEach([inMemory("a", networks), inMemory("b", networks)], 1, 7);
 * tasks.map((task) => task.networks.length); // → [ 2, 2 ]
 * heldOut[0]?.networks[0]?.id === heldOut[1]?.networks[0]?.id; // → true
 * ```
 */
export function holdOutOfEach<D extends Dataset>(datasets: readonly D[], count: number, seed: number): TaskSplit<D> {
  const chosen = new Set(datasets.flatMap(({ networks }) => lot(networks, count, seed)));
  const emptied = datasets.find(({ networks }) => networks.every(({ id }) => chosen.has(id)));
  if (emptied)
    throw new RangeError(
      `holdOutOfEach: holding out ${count} networks leaves none of the ${emptied.networks.length} of "${emptied.name}"`,
    );
  return {
    tasks: datasets.map((dataset) => subset(dataset, ({ id }) => !chosen.has(id))),
    heldOut: datasets.map((dataset) => subset(dataset, ({ id }) => chosen.has(id))),
  };
}

/** Draws networks by a lot that depends on seed and network alone, so that it falls alike in every dataset. */
function lot(networks: readonly Network[], count: number, seed: number): readonly string[] {
  return networks
    .map(({ id }) => ({ id, place: seeded(seed, "hold-out", id)() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, count)
    .map(({ id }) => id);
}

/**
 * The datasets without the networks that are in a task, for an honest test.
 *
 * @example
 * ```ts
 * import { unseen } from "eznas";
 * import { inMemory } from "@eznas/stats";
 *
 * const dataset = (name: string, ids: readonly string[]) =>
 *   inMemory(name, ids.map((id) => ({ id, accuracy: 1, instances: [] })));
 * unseen([dataset("test", ["a", "b"])], [dataset("task", ["b", "c"])])[0]?.networks; // → [ { id: 'a', accuracy: 1 } ]
 * ```
 */
export function unseen<D extends Dataset>(datasets: readonly D[], tasks: readonly Dataset[]): readonly D[] {
  const seen = new Set(tasks.flatMap(({ networks }) => networks.map(({ id }) => id)));
  return datasets.map((dataset) => subset(dataset, ({ id }) => !seen.has(id)));
}
