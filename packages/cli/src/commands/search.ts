import { format } from "@eznas/gp";
import type { Lock } from "@eznas/node";
import { ops } from "@eznas/ops";
import {
  defaultVocabulary,
  formatProgram,
  type Head,
  infix,
  latex,
  programsOf,
  type ReductionTable,
  readHead,
  splitText,
  terminalsOf,
} from "@eznas/program";
import { baselinesOf, type MetricOptions, metrics } from "@eznas/ranking";
import { type Checkpoint, CheckpointError, formatReport, paperDefaults, type SearchOptions } from "@eznas/search";
import { startWorkers, storedScores, type WorkersOptions } from "@eznas/search/node";
import type { Dataset, StatisticName } from "@eznas/stats";
import { openDataset } from "@eznas/stats/node";
import { type Command, Option } from "commander";
import { exists, holdCheckpoint, ofFile, readCheckpoint } from "../checkpoint-file.ts";
import { holdOutOfEach, type TaskSplit, unseen } from "../dataset-views.ts";
import { type EvolveOptions, evolve, sharedStatistics } from "../evolve.ts";
import type { Io } from "../io.ts";
import { keptIn } from "../kept-generations.ts";
import { openStore, storeOption } from "../open-store.ts";
import { phases } from "../phases.ts";
import {
  metricOptions,
  type PatternFlags,
  type RunFlags,
  refuseStoreOfSetup,
  type SetupFlags,
  setupOption,
  startBackend,
  wholeNumber,
  wholeOption,
  withRunOptions,
  workersFor,
  workersOption,
} from "./options.ts";

interface Flags extends RunFlags, SetupFlags, PatternFlags {
  readonly task: readonly string[];
  readonly test: readonly string[];
  readonly holdOut: number;
  readonly generations: number;
  readonly population: number;
  readonly networksPerTask: number;
  readonly tasksPerGeneration?: number;
  readonly baseline?: string;
  readonly toScalar: string;
  readonly aggregate: string;
  readonly workers: number;
  readonly store?: string;
  readonly checkpoint?: string;
  readonly resume?: string;
}

export function searchCommand(parent: Command, io: Io): void {
  const { generations, population, networksPerTask, tasksPerGeneration } = paperDefaults;
  const { toScalars, aggregates } = defaultVocabulary;
  const command = parent
    .command("search")
    .description("evolve metrics against collected tasks, and test the finalists on networks held out of them")
    .requiredOption("--task <folders...>", "datasets to evolve against")
    .option("--test <folders...>", "datasets to test the finalists on", [])
    .addOption(wholeOption("--hold-out <n>", "networks of each task to test the finalists on instead", 0, 0))
    .addOption(wholeOption("--generations <n>", "generations after the initial population", 0, generations))
    .addOption(wholeOption("--population <n>", "programs in each generation", 2, population))
    .addOption(
      wholeOption("--networks-per-task <n>", "networks drawn from a task for a generation", 3, networksPerTask),
    )
    .option(
      "--tasks-per-generation <n>",
      `tasks drawn for a generation (default: ${tasksPerGeneration}, or all where there are fewer)`,
      wholeNumber(1),
    )
    .option("--to-scalar <name>", `from a program's output on an instance to a number: ${names(toScalars)}`, "mean")
    .option("--aggregate <name>", `from the instances' numbers to the score: ${names(aggregates)}`, "mean")
    .option(
      "--baseline <list>",
      "programs to test beside the finalists, and combinations of them, as meanRank(eznas-a, snip) " +
        "(default: those of the zoo that read what the datasets have)",
    )
    .addOption(new Option("--pattern <name>", "what the instances of the tasks must be (default: what they are)"))
    .addOption(setupOption())
    .addOption(workersOption())
    .addOption(storeOption())
    .option("--checkpoint <file>", "written after each generation (default: the file of --resume)")
    .option("--resume <file>", "go on from a checkpoint");
  withRunOptions(command).action((flags: Flags) => run(flags, parent, io));
}

/** The names of a table; those that take numbers, with what they take. */
function names(table: ReductionTable): string {
  const all = Object.entries(table).map(([name, entry]) =>
    typeof entry === "function" ? name : `${name}(${entry.parameters})`,
  );
  return all.join(", ");
}

/** The toScalar and the aggregate that the flags ask for. */
function headOf({ toScalar, aggregate }: Flags, options: MetricOptions): Head {
  return readHead(splitText(`${aggregate} of ${toScalar}:`), { ...defaultVocabulary, ...options });
}

async function run(flags: Flags, parent: Command, io: Io): Promise<void> {
  refuseStoreOfSetup(flags);
  const setup = await metricOptions(flags);
  const head = headOf(flags, setup);
  const resume = flags.resume === undefined ? undefined : await readCheckpoint(flags.resume);
  const file = flags.checkpoint ?? flags.resume;
  const held = file === undefined ? undefined : await holdCheckpoint(file);
  try {
    await refuseToOverwrite(flags);
    await ofFile(flags.resume ?? "", () =>
      evolveTo(file, held, { ...flags, head, parent, options: setup }, resume, io),
    );
  } finally {
    await held?.release();
  }
}

async function evolveTo(
  file: string | undefined,
  held: Lock | undefined,
  flags: Flags & { readonly head: Head; readonly parent: Command; readonly options: MetricOptions },
  resume: Checkpoint | undefined,
  io: Io,
): Promise<void> {
  const { seed, generations, population, networksPerTask, tasksPerGeneration, options: setup } = flags;
  const data = await datasetsOf(flags, flags.options, io);
  const baselines = baselinesAsked(flags, data);
  const backend = await startBackend(flags, io);
  const networks = [...data.tasks, ...data.heldOut].reduce((sum, { networks }) => sum + networks.length, 0);
  const count = workersFor(flags.workers, networks, io);
  const workers = count > 1 ? startWorkers(workerOptions(flags, count)) : undefined;
  const store = openStore(flags.store, flags.parent, backend);
  const scoreNetworks = store ? storedScores(store, workers?.scoreNetworks) : workers?.scoreNetworks;
  const watched = phases(io);
  const kept = keptIn(file, resume && { index: resume.index, path: flags.resume! });
  const start = performance.now();
  const options: SearchOptions = {
    ...flags.head,
    seed,
    generations,
    population,
    networksPerTask,
    ...(tasksPerGeneration !== undefined && { tasksPerGeneration }),
    tasks: data.tasks,
    primitives: { ops: setup.ops ?? ops, terminals: data.statistics },
    ...(setup.patterns && { patterns: setup.patterns }),
    ...(setup.pattern && { pattern: setup.pattern }),
    ...(resume && { resume }),
    ...(scoreNetworks && { scoreNetworks }),
    onProgress: watched.onProgress,
    signal: io.signal,
  };
  const evolution = await evolve({
    ...options,
    heldOut: data.heldOut,
    ...(baselines && { baselines }),
    async onGeneration(generation) {
      await held?.check();
      await kept.add(generation);
      const { index, best, head = "" } = generation;
      io.err(`generation ${index}/${generations}: best ${best.fitness.toFixed(3)}  ${head}${format(best.tree)}\n`);
    },
  })
    .catch(async (error: unknown) => {
      watched.stop();
      if (!(error instanceof CheckpointError)) await kept.tell(io); // what was refused is not gone on with
      throw error;
    })
    .finally(async () => {
      watched.stop();
      await workers?.close();
    });

  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  const { name, program } = evolution.best;
  const best = { name, program: formatProgram(program), infix: infix(program), latex: latex(program) };
  const settings = { population, networksPerTask, tasks: data.tasks.map(({ name }) => name), backend, seconds };
  if (flags.json) return io.out(`${JSON.stringify({ ...settings, best, ...evolution.report })}\n`);
  io.out(
    `${formatReport(evolution.report)}\n## Best on all networks of the tasks: ${best.name}\n\n    ${best.program}\n`,
  );
  io.out(`    ${best.infix}\n    ${best.latex}\n`);
}

const workerOptions = ({ backend, setup }: Flags, count: number): WorkersOptions => ({
  count,
  backend,
  ...(setup !== undefined && { setup: new URL(setup) }),
});

/** Refuses now, and not after hours, what cannot be tested. */
function baselinesAsked(
  { baseline, options }: Flags & { readonly options: MetricOptions },
  { heldOut, statistics }: Data,
): EvolveOptions["baselines"] {
  if (baseline === undefined) return undefined;
  if (heldOut.length === 0)
    throw new TypeError("search: --baseline is tested on networks that are held out; give --hold-out or --test");
  const baselines = baselinesOf(metrics(baseline, options));
  for (const [name, metric] of Object.entries(baselines)) {
    const read: readonly string[] = programsOf(metric).flatMap((program) => terminalsOf(program));
    const missing = read.find((terminal) => !statistics.includes(terminal as StatisticName));
    if (missing !== undefined)
      throw new RangeError(
        `search: --baseline ${name} reads ${missing}, which the datasets lack; they have ${statistics.join(", ")}`,
      );
  }
  return baselines;
}

/** A checkpoint is hours of work: only the run that goes on from it may replace it. */
async function refuseToOverwrite({ checkpoint, resume }: Flags): Promise<void> {
  if (checkpoint !== undefined && checkpoint !== resume && (await exists(checkpoint)))
    throw new Error(
      `search: --checkpoint ${checkpoint} exists; go on from it with --resume ${checkpoint}, or name another file`,
    );
}

interface Data extends TaskSplit {
  readonly statistics: ReturnType<typeof sharedStatistics>;
}

async function datasetsOf({ task, test, holdOut, seed }: Flags, options: MetricOptions, io: Io): Promise<Data> {
  if (test.length > 0 && holdOut > 0) throw new TypeError("search: give either --test or --hold-out");
  const tasks = await Promise.all(task.map(openDataset));
  const tests = await Promise.all(test.map(openDataset));
  const statistics = readBy(options, sharedStatistics([...tasks, ...tests]));
  if (holdOut > 0) return { ...holdOutOfEach(tasks, holdOut, seed), statistics };
  return { tasks, heldOut: withoutSeen(tests, tasks, io), statistics };
}

/** Of what the datasets have, what programs may read. */
function readBy({ terminals }: MetricOptions, statistics: Data["statistics"]): Data["statistics"] {
  if (!terminals) return statistics;
  const read = statistics.filter((name) => terminals.includes(name));
  if (read.length === 0)
    throw new RangeError(
      `search: the terminals of --setup are ${terminals.join(", ")}, of which the datasets have none; ` +
        `they have ${statistics.join(", ")}`,
    );
  return read;
}

function withoutSeen(tests: readonly Dataset[], tasks: readonly Dataset[], io: Io): readonly Dataset[] {
  const kept = unseen(tests, tasks);
  for (const [i, { name, networks }] of tests.entries()) {
    const left = kept[i]!.networks.length;
    if (left < 2)
      throw new RangeError(
        `search: only ${left} of the ${networks.length} networks of --test "${name}" are in no task; ` +
          "collect it with another seed",
      );
    if (left < networks.length)
      io.err(
        `${networks.length - left} of the ${networks.length} networks of "${name}" are in a task: not tested on\n`,
      );
  }
  return kept;
}
