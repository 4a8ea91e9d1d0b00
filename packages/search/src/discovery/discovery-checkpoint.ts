/** A generation of a discovery as plain JSON. */
import { formatProgram, type Program, type ProgramOptions, program, type Reduction } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import { CheckpointError, count, either, exactly, list, number, record, text } from "../state/checks.ts";
import { fingerprint } from "../state/fingerprint.ts";
import type { DiscoveryDefaults } from "./discover.ts";
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
  readonly format: "eznas-discovery/1";
  readonly seed: number;
  readonly index: number;
  readonly settings: DiscoverySettings;
  readonly population: readonly SavedMetric[];
  readonly archive: readonly SavedMetric[];
  readonly tried: number;
  readonly rejected: DiscoveryGeneration["rejected"];
  readonly seen: DiscoveryGeneration["seen"];
}

/** A generation with what decided it. */
export function discoveryCheckpoint(
  { population, archive, ...rest }: DiscoveryGeneration,
  settings: DiscoverySettings,
): DiscoveryCheckpoint {
  const saved = ({ text: metric, objectives, order }: Discovered): SavedMetric => ({ metric, objectives, order });
  return {
    format: "eznas-discovery/1",
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
  format: exactly("eznas-discovery/1"),
  seed: number,
  index: count,
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
 */
export function restoreDiscovery(
  saved: unknown,
  seed: number,
  settings: DiscoverySettings,
  vocabulary: ProgramOptions,
): DiscoveryGeneration {
  whole(saved, "");
  const { format: _, settings: before = {}, population, archive, ...rest } = saved as DiscoveryCheckpoint;
  const differences = [...new Set([...Object.keys(before), ...Object.keys(settings)])]
    .filter((key) => before[key] !== settings[key])
    .map((key) => `${key} was ${before[key] ?? "not there"}, now ${settings[key] ?? "is not"}`);
  if (rest.seed !== seed) differences.unshift(`seed was ${rest.seed}, now ${seed}`);
  if (differences.length > 0)
    throw new CheckpointError(
      `it is of another run: ${differences.join("; ")}; give what it was made with, or begin anew`,
    );
  const read =
    (list: string) =>
    ({ metric: body, ...rest }: SavedMetric, i: number): Discovered => {
      try {
        const metric: Program = program(body, vocabulary);
        return { metric, text: formatProgram(metric), ...rest };
      } catch (cause) {
        throw new CheckpointError(`${list}[${i}].metric: ${(cause as Error).message}`, { cause });
      }
    };
  return { ...rest, population: population.map(read("population")), archive: archive.map(read("archive")) };
}

/** What decides a run besides its seed. */
export function discoverySettings(
  options: DiscoveryDefaults & { readonly tasks: readonly Dataset[]; readonly spaceOf?: (task: Dataset) => string },
): DiscoverySettings {
  const { primitives, toScalars, aggregates, init, vary, objectives, tasks, spaceOf, ...rest } = options;
  const names = (reductions: readonly Reduction[]): string => reductions.map((reduction) => reduction.text).join(", ");
  const numbers = [
    "maxDepth",
    "headMutation",
    "population",
    "offspring",
    "newcomers",
    "firstLook",
    "promoted",
  ] as const;
  const more = ["archive", "probeNetworks", "probeInstances", "triesPerMetric"] as const;
  return {
    ...Object.fromEntries([...numbers, ...more].map((name) => [name, String(rest[name])])),
    operations: fingerprint(Object.keys(primitives.ops)),
    terminals: fingerprint(primitives.terminals),
    toScalars: names(toScalars),
    aggregates: names(aggregates),
    vary: vary.map(([weight, { name }]) => `${weight} ${name}`).join(", "),
    objectives: objectives.join(", "),
    tasks: tasks.map((task) => `${task.name} ${spaceOf?.(task) ?? ""} ${fingerprint(task.networks)}`).join(", "),
  };
}
