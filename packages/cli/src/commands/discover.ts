import { seeded, suggest } from "@eznas/gp";
import { ops } from "@eznas/ops";
import {
  aggregates,
  interSampleZoo,
  type ProgramOptions,
  type Reduction,
  type ReductionTable,
  terminalsOf,
  toScalars,
  zoo,
} from "@eznas/program";
import type { MetricOptions } from "@eznas/ranking";
import {
  CheckpointError,
  type Conclusion,
  conclude,
  type DiscoverOptions,
  type DiscoveryGeneration,
  discover,
  discoveryCheckpoint,
  discoveryDefaults,
  discoverySettings,
  type Objective,
  objectives,
  patternOf,
  restoreDiscovery,
  splitNetworks,
} from "@eznas/search";
import { startWorkers, type WorkersOptions } from "@eznas/search/node";
import type { Dataset, StatisticName } from "@eznas/stats";
import { openDataset, type StoredDataset } from "@eznas/stats/node";
import { type Command, Option } from "commander";
import { exists, holdCheckpoint } from "../checkpoint-file.ts";
import { readDiscovery, saveDiscovery } from "../discovery-file.ts";
import { sharedStatistics } from "../evolve.ts";
import type { Io } from "../io.ts";
import { phases } from "../phases.ts";
import { splitScoring } from "../split-scoring.ts";
import { textTable } from "../text-table.ts";
import {
  metricOptions,
  type RunFlags,
  type SetupFlags,
  setupOption,
  startBackend,
  wholeOption,
  withRunOptions,
  workersFor,
  workersOption,
} from "./options.ts";
import { readBy } from "./read-by.ts";

interface Flags extends RunFlags, SetupFlags {
  readonly task: readonly string[];
  readonly unseen: readonly string[];
  readonly validation: number;
  readonly test: number;
  readonly generations: number;
  readonly population: number;
  readonly offspring: number;
  readonly objectives: string;
  readonly parts: number;
  readonly workers: number;
  readonly checkpoint?: string;
}

export function discoverCommand(parent: Command, io: Io): void {
  const { generations, population, offspring } = discoveryDefaults;
  const share = (text: string): number => {
    const value = Number(text);
    if (!(value > 0 && value < 1)) throw new RangeError(`discover: a share must be between 0 and 1, got ${text}`);
    return value;
  };
  const command = parent
    .command("discover")
    .description("evolve whole metrics over several spaces, and tell what they are worth on what they have not seen")
    .requiredOption("--task <folders...>", "datasets to learn from, each of a space or an accuracy of its own")
    .option("--unseen <folders...>", "datasets that only the answer looks at: spaces that take no part", [])
    .addOption(
      new Option("--validation <share>", "of each task's networks, to choose with").argParser(share).default(0.25),
    )
    .addOption(new Option("--test <share>", "of each task's networks, for the answer").argParser(share).default(0.25))
    .addOption(wholeOption("--generations <n>", "generations after the first", 0, generations))
    .addOption(wholeOption("--population <n>", "metrics that survive a generation", 2, population))
    .addOption(
      wholeOption("--offspring <n>", "new metrics in a generation, none meaning what an earlier one did", 2, offspring),
    )
    .addOption(
      new Option("--objectives <list>", `what is to be large, of ${objectives.join(", ")}`).default(
        discoveryDefaults.objectives.join(", "),
      ),
    )
    .addOption(wholeOption("--parts <n>", "programs at most whose ranks make up a metric", 1, 3))
    .addOption(setupOption())
    .addOption(workersOption())
    .option("--checkpoint <file>", "written after each generation; the same command goes on from it");
  withRunOptions(command).action((flags: Flags) => run(flags, io));
}

async function run(flags: Flags, io: Io): Promise<void> {
  const { seed, validation, test, checkpoint: file } = flags;
  const wanted = objectivesOf(flags.objectives);
  const own = await metricOptions(flags);
  const tasks = await Promise.all(flags.task.map(openDataset));
  const unseen = await Promise.all(flags.unseen.map(openDataset));
  const pattern = patternOf("discover", [...tasks, ...unseen], own);
  const shared = sharedStatistics([...tasks, ...unseen]);
  // A discovery is typed over the 22 statistics.
  const terminals = readBy("discover", own, shared) as readonly StatisticName[];
  const parts = tasks.map((task) => splitNetworks(task, { validation, test }, seeded(seed, "split", task.name)));
  const backend = await startBackend(flags, io);
  const count = workersFor(flags.workers, Math.max(...tasks.map(({ networks }) => networks.length)), io);
  const workers = count > 1 ? startWorkers(workerOptions(flags, count)) : undefined;
  const held = file === undefined ? undefined : await holdCheckpoint(file);
  const watched = phases(io, { alone: count === 1 });
  const spaces = new Map([...tasks, ...unseen].map((task) => [task.name, spaceOf(task)]));
  const options = {
    seed,
    generations: flags.generations,
    population: flags.population,
    offspring: flags.offspring,
    objectives: wanted,
    tasks: parts.map(({ search }) => search),
    spaceOf: ({ name }: Dataset) => spaces.get(name) ?? name,
    ...languageOf(own, terminals),
    ...(pattern && pattern.name !== "rcb" && { pattern }),
    ...(workers && { scoreNetworks: splitScoring(own.ops ?? ops, workers.scoreNetworks) }),
    onProgress: watched.onProgress,
    ...(count > 1 && { signal: io.signal }),
  } satisfies DiscoverOptions;
  const vocabulary = {
    ...own,
    ops: options.primitives.ops,
    terminals,
    ...("pattern" in options && { pattern: options.pattern }),
  };
  const decides = discoverySettings({ ...discoveryDefaults, ...options });
  const start = performance.now();
  try {
    const resume =
      file !== undefined && (await exists(file)) ? await restored(file, seed, decides, vocabulary) : undefined;
    let last: DiscoveryGeneration | undefined = resume;
    for await (const generation of discover({ ...options, ...(resume && { resume }) })) {
      last = generation;
      await held?.check();
      if (file !== undefined) await saveDiscovery(file, discoveryCheckpoint(generation, decides));
      const [best] = generation.archive;
      io.err(
        `generation ${generation.index}/${flags.generations}: ${best!.objectives[0]!.toFixed(3)}  ${best!.text}  ` +
          `(${generation.tried} metrics, ${Math.round((performance.now() - start) / 1000)} s)\n`,
      );
    }
    const conclusion = await conclude({
      ...options,
      objective: options.objectives[0]!,
      last: last!,
      validation: parts.map((part) => part.validation),
      test: [...parts.map((part) => part.test), ...unseen],
      rivals: rivalsOver(options.primitives.terminals),
      parts: flags.parts,
    });
    const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
    if (flags.json) return io.out(`${JSON.stringify({ seed, backend, seconds, ...conclusion })}\n`);
    io.out(formatConclusion(conclusion, flags.unseen.length));
  } finally {
    watched.stop();
    await workers?.close();
    await held?.release();
  }
}

async function restored(
  file: string,
  seed: number,
  decides: ReturnType<typeof discoverySettings>,
  vocabulary: ProgramOptions,
): Promise<DiscoveryGeneration> {
  try {
    return restoreDiscovery(await readDiscovery(file), seed, decides, vocabulary);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    throw new CheckpointError(`checkpoint ${file}: ${error.message}`, { cause: error });
  }
}

type Language = Pick<DiscoverOptions, "toScalars" | "aggregates"> & {
  readonly primitives: NonNullable<DiscoverOptions["primitives"]>;
};

/** What metrics are made of: the defaults, and what a module of one's own has besides. */
function languageOf(own: MetricOptions, terminals: readonly StatisticName[]): Language {
  return {
    primitives: { ops: own.ops ?? ops, terminals },
    toScalars: withOwn(discoveryDefaults.toScalars, own.toScalars, toScalars),
    aggregates: withOwn(discoveryDefaults.aggregates, own.aggregates, aggregates),
  };
}

function withOwn(
  given: readonly Reduction[],
  own: ReductionTable = {},
  published: ReductionTable,
): readonly Reduction[] {
  const added = Object.entries(own).filter(([name, entry]) => entry !== published[name]);
  return [...given, ...added.flatMap(([, entry]) => (typeof entry === "function" ? [entry] : []))];
}

const workerOptions = ({ backend, setup }: Flags, count: number): WorkersOptions => ({
  count,
  backend,
  ...(setup !== undefined && { setup: new URL(setup) }),
});

/** Tasks of one space count as one: what `collect` noted, or the dataset's name where it noted none. */
const spaceOf = ({ name, settings }: StoredDataset): string => String(settings.description.space ?? name);

function objectivesOf(list: string): readonly Objective[] {
  return list.split(",").map((part) => {
    const found = objectives.find((objective) => objective === part.trim());
    if (!found) throw new RangeError(`discover: "${part.trim()}" is no objective; ${suggest(part.trim(), objectives)}`);
    return found;
  });
}

/** The published metrics that read nothing but the given statistics. */
function rivalsOver(statistics: readonly string[]): Readonly<Record<string, (typeof zoo)[string]>> {
  const all = Object.entries({ ...zoo, ...interSampleZoo } as Readonly<Record<string, (typeof zoo)[string]>>);
  return Object.fromEntries(all.filter(([, metric]) => terminalsOf(metric).every((name) => statistics.includes(name))));
}

export function formatConclusion({ metrics, verdict, chosen, tried }: Conclusion, unseen: number): string {
  const tasks = metrics[0]!.tasks;
  const from = tasks.length - unseen;
  const header = ["metric", "mean τ", ...tasks.map(({ task }, i) => (i < from ? task : `${task} (unseen)`))];
  const rows = metrics.map(({ text, mean, tasks }) => [
    text,
    mean.toFixed(3),
    ...tasks.map(({ kendall, interval: { low, high } }) =>
      Number.isNaN(kendall) ? "—" : `${kendall.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
    ),
  ]);
  return `${textTable(header, rows)}\n\n${tried} metrics of different meaning were tried; taken: ${chosen}\n${verdict}\n`;
}
