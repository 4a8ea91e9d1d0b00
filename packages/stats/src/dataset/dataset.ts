/** Networks with known accuracies, and their statistics read as they are needed. */

import { type StatisticName, statisticNames } from "../names.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";
import type { TerminalName } from "../terminal-names.ts";

/** An architecture by its text form, and the accuracy it reached when it was trained. */
export interface Network {
  readonly id: string;
  readonly accuracy: number;
}

/** A task: networks in a fixed order, whose statistics may be far larger than memory. */
export interface Dataset {
  readonly name: string;
  readonly networks: readonly Network[];
  /** The name of the pattern that its instances are of, where the dataset knows it. */
  readonly pattern?: string;
  /**
   * The instances of one network, with only the named statistics (all that the dataset has, when none are named). Terminals of
   * one's own are there under their names, though the type does not say so.
   * Rejects with a RangeError for a network or a statistic that the dataset does not have.
   */
  read(id: string, statistics?: readonly string[]): Promise<readonly InstanceStatistics<TerminalName>[]>;
  /** A checksum of all that `read` gives of one network, where the dataset knows it without reading. */
  checksum?(id: string): number | undefined;
}

/** A network together with its statistics, as {@link inMemory} takes it. */
export interface NetworkRecord extends Network {
  readonly instances: readonly InstanceStatistics<string>[];
}

/** Refuses what no rank correlation can use: an accuracy that is not a number, or the same network twice. */
export function checkNetwork(caller: string, { id, accuracy }: Network, earlier: { has(id: string): boolean }): void {
  if (!Number.isFinite(accuracy))
    throw new RangeError(`${caller}: network "${id}" has accuracy ${accuracy}; leave it out or give its accuracy`);
  if (earlier.has(id)) throw new RangeError(`${caller}: network "${id}" comes twice; give every network once`);
}

/** The instances with only the named statistics. */
export function selectStatistics(
  caller: string,
  instances: readonly InstanceStatistics<string>[],
  names: readonly string[],
): readonly InstanceStatistics<string>[] {
  return instances.map(({ name, statistics }) => {
    const chosen: Partial<Record<string, Statistic>> = {};
    for (const statistic of names) {
      const value = statistics[statistic];
      if (value === undefined)
        throw new RangeError(
          `${caller}: instance "${name}" has no ${statistic}; it has ${Object.keys(statistics).join(", ")}`,
        );
      chosen[statistic] = value;
    }
    return { name, statistics: chosen };
  });
}

/**
 * A dataset held in memory, for statistics that were captured a moment ago.
 *
 * Throws a RangeError for an accuracy that is not finite and for a network that comes twice.
 *
 * @example
 * ```ts
 * import { inMemory } from "@eznas/stats";
 *
 * const T3 = { shape: [1, 1, 1, 2], data: Float32Array.of(1, -2) };
 * const T2_D = { shape: [2], data: Float32Array.of(3, 4) };
 * const task = inMemory("two networks", [
 *   { id: "a", accuracy: 91.2, instances: [{ name: "conv", statistics: { T3, T2_D } }] },
 *   { id: "b", accuracy: 88.7, instances: [] },
 * ]);
 * task.networks; // → [ { id: 'a', accuracy: 91.2 }, { id: 'b', accuracy: 88.7 } ]
 * Object.keys((await task.read("a", ["T3"]))[0]!.statistics); // → [ 'T3' ]
 * ```
 */
export function inMemory(name: string, records: readonly NetworkRecord[]): Dataset {
  const byId = new Map<string, NetworkRecord>();
  for (const record of records) {
    checkNetwork("inMemory", record, byId);
    byId.set(record.id, record);
  }
  return {
    name,
    networks: records.map(({ id, accuracy }) => ({ id, accuracy })),
    async read(id, statistics) {
      const record = byId.get(id);
      if (!record) throw new RangeError(`read: dataset "${name}" has no network "${id}"`);
      return statistics ? selectStatistics("read", record.instances, statistics) : record.instances;
    },
  };
}

/** Refuses a name that is none of the 22, which a typed caller cannot pass but a file or a command line can. */
export function checkStatisticNames(
  caller: string,
  names: readonly string[],
): asserts names is readonly StatisticName[] {
  const known: readonly string[] = statisticNames;
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new RangeError(`${caller}: "${stranger}" is no statistic; the 22 are ${statisticNames.join(", ")}`);
}
