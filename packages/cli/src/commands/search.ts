import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { format } from "@eznas/gp";
import type { Lock } from "@eznas/node";
import { formatProgram, infix, latex, programsOf, terminalsOf, type Vocabulary, wholeVocabulary } from "@eznas/program";
import { baselinesOf, type MetricOptions, metrics } from "@eznas/ranking";
import { type Checkpoint, CheckpointError, formatReport, type SearchOptions } from "@eznas/search";
import { startWorkers, storedScores } from "@eznas/search/node";
import type { Dataset } from "@eznas/stats";
import { openDataset } from "@eznas/stats/node";
import type { Command } from "commander";
import { exists, holdCheckpoint, ofFile, readCheckpoint } from "../checkpoint-file.ts";
import { holdOutOfEach, type TaskSplit, unseen } from "../dataset-views.ts";
import { type EvolveOptions, evolve, sharedStatistics } from "../evolve.ts";
import type { Io } from "../io.ts";
import { keptIn } from "../kept-generations.ts";
import { openStore } from "../open-store.ts";
import { phases } from "../phases.ts";
import {
  algorithmOf,
  backendOf,
  type GivenOptions,
  given,
  headOf,
  optionOf,
  primitivesOf,
} from "../search-config/decide.ts";
import { readSeedPrograms } from "../search-config/read-seed-programs.ts";
import { jsonOption, metricOptions, startBackend, workersFor } from "./options.ts";
import { readBy } from "./read-by.ts";
import { valuesOf, withSearchOptions } from "./search-options.ts";

interface Flags {
  readonly config?: string;
  readonly json: boolean;
}

/** What a run is asked for. */
interface Asked {
  readonly options: GivenOptions;
  readonly json: boolean;
  readonly parent: Command;
}

export function searchCommand(parent: Command, io: Io): void {
  const command = parent
    .command("search")
    .description("evolve metrics against collected tasks, and test the finalists on networks held out of them")
    .option("--config <file>", "options by name in YAML; those of the command line count before them");
  withSearchOptions(command)
    .addOption(jsonOption())
    .action(async ({ config, json }: Flags) =>
      run({ options: await given(valuesOf(command), config), json, parent }, io),
    );
}

async function run(asked: Asked, io: Io): Promise<void> {
  const { options } = asked;
  if (!options.values.task)
    throw new TypeError("search: there is nothing to evolve against: give --task, or task in the --config file");
  const resumed = optionOf<string>(options, "resume");
  const resume = resumed === undefined ? undefined : await readCheckpoint(resumed);
  const file = optionOf<string>(options, "checkpoint") ?? resumed;
  const held = file === undefined ? undefined : await holdCheckpoint(file);
  try {
    await refuseToOverwrite(options);
    await ofFile(resumed ?? "", () => evolveTo(file, held, asked, resume, io));
  } finally {
    await held?.release();
  }
}

async function evolveTo(
  file: string | undefined,
  held: Lock | undefined,
  { options: asked, json, parent }: Asked,
  resume: Checkpoint | undefined,
  io: Io,
): Promise<void> {
  const address = setupOf(asked);
  const pattern = optionOf<string>(asked, "pattern");
  const setup = await metricOptions({
    ...(address !== undefined && { setup: address }),
    ...(pattern !== undefined && { pattern }),
  });
  const vocabulary: Vocabulary<string> = { ...wholeVocabulary, ...setup };
  const head = headOf(asked, vocabulary);
  const algorithm = algorithmOf(asked);
  const { generations, population, networksPerTask } = algorithm;
  const data = await datasetsOf(asked, io);
  const statistics = readBy("search", setup, data.statistics);
  const primitives = primitivesOf(asked, vocabulary, statistics);
  const baselines = baselinesAsked(optionOf<string>(asked, "baseline"), setup, data.heldOut, statistics);
  const seedFile = optionOf<string>(asked, "seed-programs");
  const seedPrograms = seedFile === undefined ? [] : await readSeedPrograms(seedFile, { ...vocabulary, ...primitives });
  const backend = await startBackend({ backend: backendOf(asked) }, io);
  const networks = [...data.tasks, ...data.heldOut].reduce((sum, { networks }) => sum + networks.length, 0);
  const count = workersFor(optionOf<number>(asked, "workers")!, networks, io);
  const workers =
    count > 1
      ? startWorkers({
          ...{ count, backend: backendOf(asked) },
          ...(address !== undefined && { setup: new URL(address) }),
        })
      : undefined;
  const store = await openStore(
    { ...storeOf(asked), ...(address !== undefined && { setup: address }) },
    parent,
    backend,
  );
  const reader = address === undefined ? "default" : "own";
  const scoreNetworks = store ? storedScores(store, workers?.scoreNetworks, { reader }) : workers?.scoreNetworks;
  const watched = phases(io, { alone: count === 1 });
  const kept = keptIn(file, resume && { index: resume.index, path: optionOf<string>(asked, "resume")! });
  const start = performance.now();
  const options: SearchOptions = {
    ...head,
    ...algorithm,
    tasks: data.tasks,
    primitives,
    seedPrograms,
    ...(setup.patterns && { patterns: setup.patterns }),
    ...(setup.pattern && { pattern: setup.pattern }),
    ...(resume && { resume }),
    ...(scoreNetworks && { scoreNetworks }),
    onProgress: watched.onProgress,
    ...(count > 1 && { signal: io.signal }),
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
  if (json) return io.out(`${JSON.stringify({ ...settings, best, ...evolution.report })}\n`);
  io.out(
    `${formatReport(evolution.report)}\n## Best on all networks of the tasks: ${best.name}\n\n    ${best.program}\n`,
  );
  io.out(`    ${best.infix}\n    ${best.latex}\n`);
}

/** The address of the module that `setup` names. */
function setupOf(options: GivenOptions): string | undefined {
  const path = optionOf<string>(options, "setup");
  if (path === undefined) return undefined;
  if (!existsSync(path)) throw new RangeError(`${options.before("setup") || "--setup: "}there is no module ${path}`);
  return pathToFileURL(path).href;
}

function storeOf(options: GivenOptions): { readonly store?: string } {
  const store = optionOf<string>(options, "store");
  return store === undefined ? {} : { store };
}

/** Refuses now, and not after hours, what cannot be tested. */
function baselinesAsked(
  baseline: string | undefined,
  options: MetricOptions,
  heldOut: readonly Dataset[],
  statistics: readonly string[],
): EvolveOptions["baselines"] {
  if (baseline === undefined) return undefined;
  if (heldOut.length === 0)
    throw new TypeError("search: --baseline is tested on networks that are held out; give --hold-out or --test");
  const baselines = baselinesOf(metrics(baseline, options));
  for (const [name, metric] of Object.entries(baselines)) {
    const read = programsOf(metric).flatMap((program) => terminalsOf(program));
    const missing = read.find((terminal) => !statistics.includes(terminal));
    if (missing !== undefined)
      throw new RangeError(
        `search: --baseline ${name} reads ${missing}, which the datasets lack; they have ${statistics.join(", ")}`,
      );
  }
  return baselines;
}

/** A checkpoint is hours of work: only the run that goes on from it may replace it. */
async function refuseToOverwrite(options: GivenOptions): Promise<void> {
  const [checkpoint, resume] = [optionOf<string>(options, "checkpoint"), optionOf<string>(options, "resume")];
  if (checkpoint !== undefined && checkpoint !== resume && (await exists(checkpoint)))
    throw new Error(
      `search: --checkpoint ${checkpoint} exists; go on from it with --resume ${checkpoint}, or name another file`,
    );
}

interface Data extends TaskSplit {
  readonly statistics: ReturnType<typeof sharedStatistics>;
}

async function datasetsOf(options: GivenOptions, io: Io): Promise<Data> {
  const [task, test] = [optionOf<readonly string[]>(options, "task")!, optionOf<readonly string[]>(options, "test")!];
  const [holdOut, seed] = [optionOf<number>(options, "hold-out")!, optionOf<number>(options, "seed")!];
  if (test.length > 0 && holdOut > 0) throw new TypeError("search: give either --test or --hold-out");
  const tasks = await Promise.all(task.map(openDataset));
  const tests = await Promise.all(test.map(openDataset));
  const statistics = sharedStatistics([...tasks, ...tests]);
  if (holdOut > 0) return { ...holdOutOfEach(tasks, holdOut, seed), statistics };
  return { tasks, heldOut: withoutSeen(tests, tasks, io), statistics };
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
