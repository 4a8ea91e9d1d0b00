/**
 * Everything that decides a run besides its seed, as plain data, so that a checkpoint is
 * gone on with by its own run alone.
 */

/**
 * A function by its name and by what it does on inputs that are always the same: two with
 * the same `does` are taken for one.
 */
export interface FunctionSettings {
  readonly name: string;
  readonly does: string;
}

export interface TaskSettings {
  readonly name: string;
  /** In their order, without those that were held out. */
  readonly networks: readonly string[];
  readonly accuracies: string;
  /** Of all statistics, where the dataset knows it. */
  readonly statistics: string | null;
}

export interface RunSettings {
  readonly population: number;
  readonly maxDepth: number;
  readonly tasksPerGeneration: number;
  readonly networksPerTask: number;
  readonly hallOfFame: number;
  readonly probeNetworks: number;
  readonly probeInstances: number;
  readonly triesPerProgram: number;
  /** A metric's text but for its tree. */
  readonly metric: string;
  /** With the number of their arguments, as in `add/2`. */
  readonly operations: readonly string[];
  readonly terminals: readonly string[];
  /** Where there are any. */
  readonly seedPrograms?: readonly string[];
  readonly init: FunctionSettings;
  readonly vary: FunctionSettings;
  readonly select: FunctionSettings;
  readonly fitness: FunctionSettings;
  readonly tasks: readonly TaskSettings[];
}

/** What differs between two runs, each as `population was 6, now 8`. */
export function settingsDifferences(before: RunSettings, now: RunSettings): readonly string[] {
  const plain = [
    ...(["metric", "population", "maxDepth", "tasksPerGeneration", "networksPerTask", "hallOfFame"] as const),
    ...(["probeNetworks", "probeInstances", "triesPerProgram"] as const),
  ];
  const functions = ["init", "vary", "select", "fitness"] as const;
  return [
    ...plain.flatMap((key) => (before[key] === now[key] ? [] : [`${key} was ${before[key]}, now ${now[key]}`])),
    ...functions.flatMap((key) =>
      before[key].does === now[key].does ? [] : [`${key} was ${said(before[key])}, now ${said(now[key])}`],
    ),
    ...(["operations", "terminals"] as const).flatMap((key) => listDifference(key, before[key], now[key])),
    ...listDifference("seed programs", before.seedPrograms ?? [], now.seedPrograms ?? []),
    ...tasksDifferences(before.tasks, now.tasks),
  ];
}

const said = ({ name, does }: FunctionSettings): string => `${name || "a function"} [${does}]`;

function tasksDifferences(before: readonly TaskSettings[], now: readonly TaskSettings[]): readonly string[] {
  const names = (tasks: readonly TaskSettings[]): readonly string[] => tasks.map(({ name }) => name);
  const others = listDifference("tasks", names(before), names(now));
  if (others.length > 0) return others;
  return before.flatMap((was, i) => {
    const is = now[i]!;
    const networks = listDifference(`networks of task "${was.name}"`, was.networks, is.networks);
    if (networks.length > 0) return networks;
    return [
      ...(was.accuracies === is.accuracies ? [] : [`accuracies of task "${was.name}" are others`]),
      ...(was.statistics === is.statistics ? [] : [`statistics of task "${was.name}" are others`]),
    ];
  });
}

/** At most a few of what was taken away and what was added, or that the order is another. */
function listDifference(what: string, before: readonly string[], now: readonly string[]): readonly string[] {
  const [was, is] = [new Set(before), new Set(now)];
  const without = before.filter((name) => !is.has(name));
  const added = now.filter((name) => !was.has(name));
  if (without.length > 0 || added.length > 0) {
    const parts = [few("without", without), few("with", added)].filter((part) => part !== "");
    return [`${what} were ${before.length}, now ${now.length} (${parts.join(", ")})`];
  }
  return before.every((name, i) => name === now[i]) ? [] : [`${what} are in another order`];
}

function few(word: string, names: readonly string[]): string {
  const shown = names.slice(0, 2).map((name) => JSON.stringify(name.length > 48 ? `${name.slice(0, 47)}…` : name));
  const more = names.length - shown.length;
  return names.length === 0 ? "" : `${word} ${shown.join(" and ")}${more > 0 ? ` and ${more} more` : ""}`;
}
