/** A generation of a discovery as plain JSON. */
import {
  formatProgram,
  type Program,
  type ProgramOptions,
  program,
  type Reduction,
  wholeVocabulary,
} from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import { CheckpointError, count, either, exactly, list, number, record, text } from "../state/checks.ts";
import { fingerprint } from "../state/fingerprint.ts";
import type { DiscoverOptions, DiscoveryDefaults } from "./discover.ts";
import type { Discovered, DiscoveryGeneration } from "./discovery-generation.ts";

/** What decides a run besides its seed, each as a text. */
export type DiscoverySettings = Readonly<Record<string, string>>;

interface SavedMetric {
  readonly metric: string;
  readonly objectives: readonly number[];
  readonly order: string;
}

/** `JSON.stringify` writes it and `JSON.parse` reads it back. */
export interface DiscoveryCheckpoint {
  readonly format: "eznas-discovery/2";
  readonly seed: number;
  readonly index: number;
  readonly settings: DiscoverySettings;
  readonly population: readonly SavedMetric[];
  readonly archive: readonly SavedMetric[];
  readonly tried: number;
  readonly rejected: DiscoveryGeneration["rejected"];
  readonly seen: DiscoveryGeneration["seen"];
}

/**
 * A generation with what decided it, as `JSON.stringify` writes it.
 *
 * @example
 * ```ts
 * import { discoveryCheckpoint, discoveryDefaults, discoverySettings, restoreDiscovery } from "@eznas/search";
 *
 * const settings = discoverySettings({ ...discoveryDefaults, tasks: [] });
 * const rejected = { shape: 0, "non-finite": 0, operation: 0, constant: 0, behavior: 0, order: 0 };
 * const seen = { behaviors: [], orders: [] };
 * const generation = { seed: 1, index: 0, population: [], archive: [], tried: 0, rejected, seen };
 * const text = JSON.stringify(discoveryCheckpoint(generation, settings));
 * restoreDiscovery(JSON.parse(text), 1, settings, {}).index; // → 0
 * ```
 */
export function discoveryCheckpoint(
  { population, archive, ...rest }: DiscoveryGeneration,
  settings: DiscoverySettings,
): DiscoveryCheckpoint {
  const saved = ({ text: metric, objectives, order }: Discovered): SavedMetric => ({ metric, objectives, order });
  return {
    format: "eznas-discovery/2",
    settings,
    ...rest,
    population: population.map(saved),
    archive: archive.map(saved),
  };
}

const rejected = record({
  ...{ shape: count, "non-finite": count, operation: count },
  ...{ constant: count, behavior: count, order: count },
});
const metrics = list(record({ metric: text, objectives: list(number), order: text }));
const whole = record({
  format: exactly("eznas-discovery/2"),
  seed: number,
  index: count,
  settings: record({}),
  population: metrics,
  archive: metrics,
  tried: count,
  rejected,
  seen: record({ behaviors: list(text), orders: list(list(either(text, count))) }),
});

/**
 * The generation of a checkpoint, to go on from with `discover`.
 *
 * Throws a `CheckpointError` that names the field that is damaged, or all that the run it is of had otherwise.
 *
 * @example
 * ```ts
 * import { restoreDiscovery } from "@eznas/search";
 *
 * try {
 *   restoreDiscovery({ format: "eznas-discovery/2" }, 1, {}, {});
 * } catch (error) {
 *   (error as Error).message; // → 'seed must be a finite number, but it is missing'
 * }
 * ```
 */
export function restoreDiscovery(
  saved: unknown,
  seed: number,
  settings: DiscoverySettings,
  vocabulary: ProgramOptions<string>,
): DiscoveryGeneration {
  whole(saved, "");
  const { format: _, settings: before, population, archive, ...rest } = saved as DiscoveryCheckpoint;
  const differences = [...differencesOf(before, settings)];
  if (rest.seed !== seed) differences.unshift(`seed was ${rest.seed}, now ${seed}`);
  if (differences.length > 0)
    throw new CheckpointError(
      `it is of another run: ${differences.join("; ")}; give what it was made with, or begin anew`,
    );
  const read =
    (list: string) =>
    ({ metric: body, ...rest }: SavedMetric, i: number): Discovered => {
      try {
        const metric: Program<string> = program(body, { ...wholeVocabulary, ...vocabulary });
        return { metric, text: formatProgram(metric), ...rest };
      } catch (cause) {
        throw new CheckpointError(`${list}[${i}].metric: ${(cause as Error).message}`, { cause });
      }
    };
  return { ...rest, population: population.map(read("population")), archive: archive.map(read("archive")) };
}

function differencesOf(before: DiscoverySettings, now: DiscoverySettings): readonly string[] {
  const differs = (key: string): boolean => before[key] !== now[key];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(differs);
  // Of other tasks, and of other networks, all else is other too: that is not worth telling.
  const told = keys.filter((key) => {
    const [, what, task] = /^(\w+) of (".*")$/.exec(key) ?? [];
    return !task || !(differs("tasks") || (what === "statistics" && differs(`networks of ${task}`)));
  });
  return told.map((key) => `${key} was ${before[key] ?? "not there"}, now ${now[key] ?? "is not"}`);
}

/**
 * What decides a run besides its seed, each as a text: what two runs differ in is told by it.
 *
 * @example
 * ```ts
 * import { discoveryDefaults, discoverySettings } from "@eznas/search";
 *
 * const { objectives, population } = discoverySettings({ ...discoveryDefaults, tasks: [] });
 * [objectives, population]; // → [ 'mean tau, worst tau', '80' ]
 * ```
 */
export function discoverySettings(
  options: DiscoveryDefaults & Pick<DiscoverOptions, "tasks" | "spaceOf" | "pattern">,
): DiscoverySettings {
  const { primitives, toScalars, aggregates, init, vary, objectives, tasks, spaceOf, pattern, ...rest } = options;
  const names = (reductions: readonly Reduction[]): string => reductions.map((reduction) => reduction.text).join(", ");
  const numbers = ["maxDepth", "headsKept", "population", "offspring", "newcomers", "firstLook", "promoted"] as const;
  const more = ["archive", "probeNetworks", "probeInstances", "triesPerMetric"] as const;
  return {
    ...Object.fromEntries([...numbers, ...more].map((name) => [name, String(rest[name])])),
    operations: fingerprint(Object.keys(primitives.ops)),
    terminals: primitives.terminals.join(", "),
    toScalars: names(toScalars),
    aggregates: names(aggregates),
    init: init.name,
    vary: vary.map(([weight, { name }]) => `${weight} ${name}`).join(", "),
    objectives: objectives.join(", "),
    ...(pattern && { pattern: pattern.name }),
    tasks: tasks.map(({ name }) => name).join(", "),
    ...Object.assign({}, ...tasks.map((task) => ofTask(task, spaceOf))),
  };
}

/** What a task is besides its name: its space, its networks with their accuracies and, where it knows them, their statistics. */
function ofTask(task: Dataset, spaceOf: ((task: Dataset) => string) | undefined): DiscoverySettings {
  const { name, networks } = task;
  const checksums = networks.map(({ id }) => task.checksum?.(id));
  return {
    ...(spaceOf && { [`space of "${name}"`]: spaceOf(task) }),
    [`networks of "${name}"`]: `${networks.length} [${fingerprint(networks.map(({ id, accuracy }) => [id, accuracy]))}]`,
    ...(!checksums.includes(undefined) && { [`statistics of "${name}"`]: fingerprint(checksums) }),
  };
}
