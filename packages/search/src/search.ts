/** Algorithm 1 with its parts put together. */
import { format, limitDepth, seeded, type Tree } from "@eznas/gp";
import { formatHead, type ProgramOptions } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import { algorithm1, type Parts } from "./algorithm1.ts";
import { checkOptions, checkParts } from "./check-options.ts";
import { restore } from "./checkpoint.ts";
import { drawValid } from "./draw-valid.ts";
import { evaluatePopulation } from "./evaluate-population.ts";
import { type Generation, generation } from "./generation.ts";
import { type PaperDefaults, paperDefaults } from "./paper-defaults.ts";
import { readProbes } from "./probes.ts";
import type { Watching } from "./progress.ts";
import { sampleTasks } from "./sample-tasks.ts";
import type { ScoreNetworks } from "./score-networks.ts";
import { checkSeeds, seedTrees } from "./seeding/seed-programs.ts";
import { runSettings } from "./settings-of.ts";
import { type Checkpoint, checkCheckpoint } from "./state/check-checkpoint.ts";
import { CheckpointError } from "./state/checks.ts";
import { patternOf } from "./state/pattern-of.ts";
import { type RunSettings, settingsDifferences } from "./state/run-settings.ts";
import { toProgram, validity } from "./validity.ts";

/** What is not given is as in {@link paperDefaults}. */
export interface SearchOptions
  extends Partial<PaperDefaults>,
    Omit<ProgramOptions<string>, "ops" | "terminals">,
    Watching {
  /** The same seed, tasks and options give the same generations, to the byte. */
  readonly seed: number;
  /** What to evolve against. With fewer tasks than the default of 4 per generation, all are used in each. */
  readonly tasks: readonly Dataset[];
  /** For the validity test: how many networks of each task are read before the start. Default: 3. */
  readonly probeNetworks?: number;
  /** For the validity test: how many instances of each of them a program must be finite on. Default: 4. */
  readonly probeInstances?: number;
  /**
   * Texts of metrics that are in the initial population, so that a search begins at the best that is known. Each must have a score on the
   * networks that the validity test reads, but need not stand that test's variations of them. Default: none.
   */
  readonly seedPrograms?: readonly string[];
  /** Candidates tried for each valid program that is wanted. Default: 500. */
  readonly triesPerProgram?: number;
  /**
   * Where programs meet networks: in this thread by default, in several with `startWorkers` of `@eznas/search/node`.
   * The generations are the same wherever.
   */
  readonly scoreNetworks?: ScoreNetworks;
  /**
   * Goes on after this generation, which is not yielded again. All that decides the run must be as it was made with.
   */
  readonly resume?: Checkpoint;
}

/**
 * Evolves programs whose scores rank networks as their accuracies do (Algorithm 1), and yields each generation.
 *
 * What instances are is what those of the tasks are: the pattern that their manifests have.
 *
 * Throws a RangeError at once for options that could only fail later: fewer than two programs, no tasks, a task with
 * too few networks, unknown or constant accuracies, tasks of several patterns; and a `CheckpointError`, which says what
 * differs, for a checkpoint of another run. The first generation rejects with a RangeError when a task lacks a
 * statistic that programs may read, and with an Error that counts reasons when valid programs are too rare. Runs on the
 * current tfjs backend.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { useBackend } from "@eznas/kernels";
 * import { ops } from "@eznas/ops";
 * import { search } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * await useBackend("cpu");
 * const rng = seeded(1, "weights");
 * const networks = [60, 70, 75, 80, 85, 90].map((accuracy) => {
 *   const T3 = { shape: [2, 2, 1, 1], data: Float32Array.from({ length: 4 }, () => (accuracy - 55) * (rng() - 0.5)) };
 *   return { id: `net ${accuracy}`, accuracy, instances: [{ name: "conv", statistics: { T3 } }] };
 * });
 * const run = search({
 *   seed: 7,
 *   primitives: { ops, terminals: ["T3"] },
 *   tasks: [inMemory("toy", networks)],
 *   networksPerTask: 6,
 *   population: 10,
 *   generations: 2,
 * });
 * const fitness: number[] = [];
 * for await (const { best } of run) fitness.push(best.fitness);
 * fitness.length; // → 3
 * ```
 */
export function search(options: SearchOptions): AsyncGenerator<Generation> {
  const pattern = patternOf("search", options.tasks, options);
  const settings = {
    ...paperDefaults,
    tasksPerGeneration: Math.min(paperDefaults.tasksPerGeneration, options.tasks.length || 1),
    probeNetworks: 3,
    probeInstances: 4,
    triesPerProgram: 500,
    ...options,
    ...(pattern && { pattern }),
  };
  checkParts(settings);
  checkOptions(settings);
  const seeds = seedTrees(settings);
  const decides = runSettings({ ...settings, seedPrograms: seeds.map(format) });
  if (settings.resume) checkResumed(checkCheckpoint(settings.resume), settings.seed, decides);
  const resumed = settings.resume && restore(settings.resume, settings.primitives, settings);
  return run(settings, seeds, decides, resumed);
}

type Settings = PaperDefaults & SearchOptions;

async function* run(
  settings: Settings,
  seeds: readonly Tree[],
  decides: RunSettings,
  resumed: Generation | undefined,
): AsyncGenerator<Generation> {
  const { seed, tasks, primitives, maxDepth } = settings;
  const programOf = toProgram({ ...settings, ...primitives });
  const probes = await readProbes(tasks, seeded(seed, "probes"), { ...settings, statistics: primitives.terminals });
  const isValid = validity(programOf, probes);
  if (!resumed) checkSeeds(seeds, validity(programOf, { ...probes, stressed: [] }));
  const parts: Parts = {
    ...settings,
    seeds,
    vary: limitDepth(settings.vary, maxDepth),
    draw: (count, candidate) => drawValid(count, candidate, isValid, settings),
    async evaluate(index, draws, rng, last) {
      const sampled = sampleTasks(tasks, settings, rng);
      const programs = draws.flatMap(({ trees }) => trees.map(programOf));
      const individuals = await evaluatePopulation(programs, sampled, settings);
      const hallOfFame = last?.hallOfFame ?? [];
      const hall = { hallOfFame, hallOfFameSize: settings.hallOfFame };
      const about = { head: formatHead(settings), settings: decides, last };
      return generation({ seed, index, individuals, sampled, draws, ...hall, ...about });
    },
  };
  yield* algorithm1(parts, resumed);
}

function checkResumed({ seed: before, settings }: Checkpoint, seed: number, decides: RunSettings): void {
  if (!settings)
    throw new CheckpointError(
      "search: the checkpoint does not say what decides its run; resume one that a search wrote",
    );
  const differences = [
    ...(before === seed ? [] : [`seed was ${before}, now ${seed}`]),
    ...settingsDifferences(settings, decides),
  ];
  if (differences.length > 0)
    throw new CheckpointError(
      `search: the checkpoint is of another run: ${differences.join("; ")}; resume with what it was ` +
        "made with, or begin anew",
    );
}
