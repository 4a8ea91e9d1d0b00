import { seeded } from "@eznas/gp";
import { ops } from "@eznas/ops";
import { interSampleZoo, patterns, terminalsOf, zoo } from "@eznas/program";
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
  restoreDiscovery,
  splitNetworks,
} from "@eznas/search";
import { startWorkers } from "@eznas/search/node";
import type { Dataset, StatisticName } from "@eznas/stats";
import { openDataset, type StoredDataset } from "@eznas/stats/node";
import { type Command, Option } from "commander";
import { exists, holdCheckpoint } from "../checkpoint-file.ts";
import { readDiscovery, saveDiscovery } from "../discovery-file.ts";
import { sharedStatistics } from "../evolve.ts";
import type { Io } from "../io.ts";
import { phases } from "../phases.ts";
import { textTable } from "../text-table.ts";
import { type RunFlags, startBackend, wholeOption, withRunOptions, workersFor, workersOption } from "./options.ts";

interface Flags extends RunFlags {
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
    .addOption(workersOption())
    .option("--checkpoint <file>", "written after each generation; the same command goes on from it");
  withRunOptions(command).action((flags: Flags) => run(flags, io));
}

async function run(flags: Flags, io: Io): Promise<void> {
  const { seed, validation, test, checkpoint: file } = flags;
  const tasks = await Promise.all(flags.task.map(openDataset));
  const unseen = await Promise.all(flags.unseen.map(openDataset));
  const patternName = patternOf([...tasks, ...unseen]);
  const parts = tasks.map((task) => splitNetworks(task, { validation, test }, seeded(seed, "split", task.name)));
  const backend = await startBackend(flags, io);
  const count = workersFor(flags.workers, Math.max(...tasks.map(({ networks }) => networks.length)), io);
  const workers = count > 1 ? startWorkers({ count, backend: flags.backend }) : undefined;
  const held = file === undefined ? undefined : await holdCheckpoint(file);
  const watched = phases(io);
  const spaces = new Map([...tasks, ...unseen].map((task) => [task.name, spaceOf(task)]));
  const options = {
    seed,
    generations: flags.generations,
    population: flags.population,
    offspring: flags.offspring,
    objectives: objectivesOf(flags.objectives),
    tasks: parts.map(({ search }) => search),
    spaceOf: ({ name }: Dataset) => spaces.get(name) ?? name,
    primitives: { ops, terminals: sharedStatistics([...tasks, ...unseen]) },
    ...(patternName !== undefined && { pattern: patterns[patternName]! }),
    ...(workers && { scoreNetworks: workers.scoreNetworks }),
    onProgress: watched.onProgress,
    signal: io.signal,
  } satisfies DiscoverOptions;
  const decides = discoverySettings({ ...discoveryDefaults, ...options });
  const start = performance.now();
  try {
    const resume =
      file !== undefined && (await exists(file)) ? await restored(file, seed, decides, options) : undefined;
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
  {
    primitives,
    pattern,
  }: { readonly primitives: DiscoverOptions["primitives"]; readonly pattern?: DiscoverOptions["pattern"] },
): Promise<DiscoveryGeneration> {
  try {
    // A discovery is typed over the 22 statistics.
    const terminals = primitives!.terminals as readonly StatisticName[];
    const vocabulary = { ops: primitives!.ops, terminals, ...(pattern && { pattern }) };
    return restoreDiscovery(await readDiscovery(file), seed, decides, vocabulary);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    throw new CheckpointError(`checkpoint ${file}: ${error.message}`, { cause: error });
  }
}

/** The pattern that all datasets were collected with. */
function patternOf(datasets: readonly StoredDataset[]): string | undefined {
  const names = datasets.map(({ settings }) => settings.pattern);
  const other = names.findIndex((name) => name !== names[0]);
  if (other >= 0)
    throw new RangeError(
      `discover: "${datasets[0]!.name}" has instances of ${names[0]}, "${datasets[other]!.name}" of ${names[other]}; ` +
        "collect them with one --pattern",
    );
  return names[0] === "rcb" ? undefined : names[0];
}

/** Tasks of one space count as one: what `collect` noted, or the dataset's name where it noted none. */
const spaceOf = ({ name, settings }: StoredDataset): string => String(settings.description.space ?? name);

function objectivesOf(list: string): readonly Objective[] {
  return list.split(",").map((part) => {
    const found = objectives.find((objective) => objective === part.trim());
    if (!found) throw new RangeError(`discover: "${part.trim()}" is no objective; there are ${objectives.join(", ")}`);
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
