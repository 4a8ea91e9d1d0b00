/** Every program of a population on every sampled network. */

import { type RankCorrelation, worstOf } from "@eznas/fitness";
import type { Tree } from "@eznas/gp";
import { type Program, type Score, scorer, terminalsOf } from "@eznas/program";
import { type StatisticName, statisticNames } from "@eznas/stats";
import type { Failure, Individual, TaskFitness } from "./individual.ts";
import { pauses, type Watching } from "./progress.ts";
import type { SampledTask } from "./sample-tasks.ts";

export interface EvaluateOptions extends Watching {
  /** From scores and accuracies to a number that is to be large. */
  readonly fitness: RankCorrelation;
}

/**
 * The fitness of programs: on each task the rank correlation of their scores with the networks' accuracies, and of the
 * tasks the worst (Algorithm 1, line 13). The individuals come in the order of the programs.
 *
 * Networks are outside and programs inside: a network is read once, with only the statistics that some program names,
 * and equal subtrees of the whole population are computed once on it, so that a dataset may be larger than memory.
 *
 * @example
 * ```ts
 * import { kendallTau } from "@eznas/fitness";
 * import { useBackend } from "@eznas/kernels";
 * import { program } from "@eznas/program";
 * import { evaluatePopulation } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * await useBackend("cpu");
 * const network = (id: string, accuracy: number, weight: number) => {
 *   const T3 = { shape: [1, 1, 1, 1], data: Float32Array.of(weight) };
 *   return { id, accuracy, instances: [{ name: "conv", statistics: { T3 } }] };
 * };
 * const dataset = inMemory("task", [network("a", 70, 1), network("b", 80, -2), network("c", 90, 3)]);
 * const population = [program("abs(T3)"), program("T3"), program("sub(T3, T3)")];
 * const individuals = await evaluatePopulation(population, [{ dataset, networks: dataset.networks }], {
 *   fitness: kendallTau,
 * });
 * individuals.map((it) => (it.ok ? it.fitness.toFixed(2) : it.failure.reason)); // → [ '1.00', '0.33', 'no-correlation' ]
 * ```
 */
export async function evaluatePopulation(
  programs: readonly Program[],
  tasks: readonly SampledTask[],
  { fitness, onProgress, signal }: EvaluateOptions,
): Promise<readonly Individual[]> {
  const pause = pauses({ signal });
  const read = statisticsRead(programs);
  const scoresOf = scorer(programs);
  const total = tasks.reduce((sum, { networks }) => sum + networks.length, 0);
  const columns: Column[] = [];
  let done = 0;
  for (const { dataset, networks } of tasks) {
    const rows: (readonly Score[])[] = [];
    for (const { id } of networks) {
      await pause();
      rows.push(scoresOf(await dataset.read(id, read)));
      onProgress?.("evaluate", ++done, total);
    }
    columns.push({ task: dataset.name, networks, rows });
  }
  return programs.map(({ tree }, place) => individual(tree, place, columns, fitness));
}

/** The statistics that some of the programs read. */
export function statisticsRead(programs: readonly Program[]): readonly StatisticName[] {
  const read = new Set(programs.flatMap(terminalsOf));
  return statisticNames.filter((name) => read.has(name));
}

/** A task's networks, and in the same order the scores of all programs on each. */
interface Column {
  readonly task: string;
  readonly networks: SampledTask["networks"];
  readonly rows: readonly (readonly Score[])[];
}

function individual(tree: Tree, place: number, columns: readonly Column[], fitness: RankCorrelation): Individual {
  const tasks: TaskFitness[] = [];
  for (const column of columns) {
    const outcome = onTask(column, place, fitness);
    if (typeof outcome !== "number") return { ok: false, tree, failure: outcome };
    tasks.push({ task: column.task, value: outcome });
  }
  return { ok: true, tree, fitness: worstOf(tasks.map(({ value }) => value)), tasks };
}

function onTask({ task, networks, rows }: Column, place: number, fitness: RankCorrelation): number | Failure {
  const values: number[] = [];
  for (const [i, row] of rows.entries()) {
    const score = row[place]!;
    if (!score.ok) return { reason: score.reason, task, network: networks[i]!.id, instance: score.instance };
    values.push(score.value);
  }
  const value = fitness(
    values,
    networks.map(({ accuracy }) => accuracy),
  );
  return Number.isFinite(value) ? value : { reason: "no-correlation", task };
}
