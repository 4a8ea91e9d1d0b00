import { suggest } from "@eznas/gp";
import {
  aggregates,
  interSampleZoo,
  type Program,
  type Reduction,
  type ReductionTable,
  terminalsOf,
  toScalars,
  wholeVocabulary,
  zoo,
} from "@eznas/program";
import type { MetricOptions } from "@eznas/ranking";
import {
  checkHeldOutParts,
  conclude,
  type DiscoverOptions,
  type DiscoveryGeneration,
  discover,
  discoveryCheckpoint,
  discoveryDefaults,
  discoverySettings,
  NothingNewError,
  type Objective,
  objectives,
  patternOf,
  restoreDiscovery,
  splitTogether,
} from "@eznas/search";
import { startWorkers, type WorkersOptions } from "@eznas/search/node";
import type { Dataset, Pattern } from "@eznas/stats";
import { openDataset, type StoredDataset } from "@eznas/stats/node";
import { type Command, InvalidArgumentError, Option } from "commander";
import { exists, holdCheckpoint, ofFile, readCheckpointJson } from "../checkpoint-file.ts";
import { unseen as withoutSeen } from "../dataset-views.ts";
import { formatConclusion } from "../discovery/discovery-report.ts";
import { saveDiscovery } from "../discovery-file.ts";
import { sharedStatistics } from "../evolve.ts";
import type { Io } from "../io.ts";
import { phases } from "../phases.ts";
import { splitScoring } from "../split-scoring.ts";
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
    if (!(value > 0 && value < 1)) throw new InvalidArgumentError("a share must be between 0 and 1.");
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
  const { checkpoint: file } = flags;
  const wanted = objectivesOf(flags.objectives);
  const own = await metricOptions(flags);
  const held = file === undefined ? undefined : await holdCheckpoint(file);
  try {
    await discoverAs({ ...flags, objectives: wanted, own }, held && (() => held.check()), io);
  } finally {
    await held?.release();
  }
}

async function discoverAs(
  flags: Omit<Flags, "objectives"> & { readonly objectives: readonly Objective[]; readonly own: MetricOptions },
  stillHeld: (() => Promise<void>) | undefined,
  io: Io,
): Promise<void> {
  const { seed, validation, test, own, checkpoint: file } = flags;
  const { tasks, unseen } = await datasetsOf(flags, io);
  const pattern = patternOf("discover", [...tasks, ...unseen], own);
  const shared = sharedStatistics([...tasks, ...unseen]);
  const terminals = readBy("discover", own, shared);
  const parts = splitTogether(tasks, { validation, test }, seed);
  const choosing = parts.map((part) => part.validation);
  const reporting = [...parts.map((part) => part.test), ...unseen];
  checkHeldOutParts({ validation: choosing, test: reporting });
  const count = workersFor(flags.workers, Math.max(...tasks.map(({ networks }) => networks.length)), io);
  const watched = phases(io, { alone: count === 1 });
  const spaces = new Map([...tasks, ...unseen].map((task) => [task.name, spaceOf(task)]));
  const options = {
    seed,
    generations: flags.generations,
    population: flags.population,
    offspring: flags.offspring,
    objectives: flags.objectives,
    tasks: parts.map(({ search }) => search),
    spaceOf: ({ name }: Dataset) => spaces.get(name) ?? name,
    ...languageOf(own, terminals),
    ...(pattern && { pattern }),
    onProgress: watched.onProgress,
    ...(count > 1 && { signal: io.signal }),
  } satisfies DiscoverOptions;
  const decides = discoverySettings({ ...discoveryDefaults, ...options });
  const resume =
    file !== undefined && (await exists(file))
      ? await ofFile(file, async () =>
          restoreDiscovery(await readCheckpointJson(file), seed, decides, {
            ...own,
            ops: options.primitives.ops,
            terminals,
            ...(pattern && { pattern }),
          }),
        )
      : undefined;
  if (resume) io.err(`going on after generation ${resume.index} of ${file}\n`);
  const backend = await startBackend(flags, io);
  const workers = count > 1 ? startWorkers(workerOptions(flags, count)) : undefined;
  const scoring = {
    ...options,
    ...(workers && { scoreNetworks: splitScoring(options.primitives.ops, workers.scoreNetworks) }),
  };
  const start = performance.now();
  let last = resume;
  let saved: number | undefined;
  try {
    const generations = discover({ ...scoring, ...(resume && { resume }) });
    for await (const generation of upToTheLastNew(generations, () => last, io)) {
      last = generation;
      await stillHeld?.();
      if (file !== undefined) {
        await saveDiscovery(file, discoveryCheckpoint(generation, decides));
        saved = generation.index;
      }
      const [best] = generation.archive;
      io.err(
        `generation ${generation.index}/${flags.generations}: ${best!.objectives[0]!.toFixed(3)}  ${best!.text}  ` +
          `(${generation.tried} metrics, ${Math.round((performance.now() - start) / 1000)} s)\n`,
      );
    }
    const conclusion = await conclude({
      ...scoring,
      objective: options.objectives[0]!,
      last: last!,
      validation: choosing,
      test: reporting,
      rivals: rivalsOver(options.primitives.terminals, pattern),
      parts: flags.parts,
    });
    const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
    if (flags.json) return io.out(`${JSON.stringify({ seed, backend, seconds, ...conclusion })}\n`);
    io.out(formatConclusion(conclusion, unseen.length));
  } catch (error) {
    if (saved !== undefined) io.err(`generation ${saved} is in ${file}; the same command goes on from it\n`);
    throw error;
  } finally {
    watched.stop();
    await workers?.close();
  }
}

/** Where new metrics run out, what there is is concluded from. */
export async function* upToTheLastNew(
  generations: AsyncIterable<DiscoveryGeneration>,
  last: () => DiscoveryGeneration | undefined,
  io: Io,
): AsyncGenerator<DiscoveryGeneration> {
  try {
    yield* generations;
  } catch (error) {
    const index = last()?.index;
    if (!(error instanceof NothingNewError) || index === undefined) throw error;
    io.err(`${error.message}; generation ${index} is the last\n`);
  }
}

/** The tasks, and what is unseen of the datasets that are to be. */
async function datasetsOf(
  { task, unseen }: Pick<Flags, "task" | "unseen">,
  io: Io,
): Promise<{ readonly tasks: readonly StoredDataset[]; readonly unseen: readonly StoredDataset[] }> {
  const tasks = await Promise.all(task.map(openDataset));
  const others = await Promise.all(unseen.map(openDataset));
  const folders = new Map<string, string>();
  for (const [i, { name }] of [...tasks, ...others].entries()) {
    const folder = [...task, ...unseen][i]!;
    const before = folders.get(name);
    if (before !== undefined)
      throw new RangeError(
        before === folder
          ? `discover: ${folder} is given twice; what took part is not unseen, and one task counts once`
          : `discover: the datasets in ${before} and ${folder} are both named "${name}"; ` +
              "collect one of them with another --name",
      );
    folders.set(name, folder);
  }
  const left = withoutSeen(others, tasks);
  for (const [i, { name, networks }] of others.entries()) {
    const seen = networks.length - left[i]!.networks.length;
    if (left[i]!.networks.length < 3)
      throw new RangeError(
        `discover: ${seen} of the ${networks.length} networks of --unseen "${name}" are in a task, ` +
          "and three at least must be in none; collect it with another seed, or of another space",
      );
    if (seen > 0)
      io.err(`${seen} of the ${networks.length} networks of --unseen "${name}" are in a task: not reported on\n`);
  }
  return { tasks, unseen: left };
}

type Language = Pick<DiscoverOptions, "toScalars" | "aggregates"> & {
  readonly primitives: NonNullable<DiscoverOptions["primitives"]>;
};

/** What metrics are made of: the defaults, and what a module of one's own has besides. */
function languageOf(own: MetricOptions, terminals: readonly string[]): Language {
  return {
    primitives: { ops: own.ops ?? wholeVocabulary.ops, terminals },
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

const workerOptions = ({ backend, setup }: Pick<Flags, "backend" | "setup">, count: number): WorkersOptions => ({
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

/**
 * The published programs that read nothing but the given statistics, on the instances that there are. NASWOT is none of
 * them: it joins a network's instances before it scores them.
 */
function rivalsOver(statistics: readonly string[], pattern: Pattern | undefined): Readonly<Record<string, Program>> {
  const { naswot: _, ...between } = interSampleZoo;
  const all = Object.entries({ ...zoo, ...between } as Readonly<Record<string, Program>>);
  const reading = all.filter(([, metric]) => terminalsOf(metric).every((name) => statistics.includes(name)));
  return Object.fromEntries(
    reading.map(([name, metric]) =>
      pattern && pattern.name !== metric.pattern.name
        ? [`${pattern.name}: ${name}`, { ...metric, pattern }]
        : [name, metric],
    ),
  );
}
