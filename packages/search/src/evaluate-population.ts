/** Every program of a population on every sampled network. */
import { type RankCorrelation, worstOf } from "@eznas/fitness";
import type { Tree } from "@eznas/gp";
import type { Program, Score } from "@eznas/program";
import type { Watching } from "./progress.ts";
import type { SampledTask } from "./sample-tasks.ts";
import { type ScoreNetworks, scoreHere } from "./score-networks.ts";
import type { Failure, Individual, TaskFitness } from "./state/individual.ts";

export interface EvaluatePopulationOptions extends Watching {
  /** From scores and accuracies to a number, the larger the better. */
  readonly fitness: RankCorrelation;
  /** Where programs meet networks. Default: {@link scoreHere}. */
  readonly scoreNetworks?: ScoreNetworks | undefined;
}

/**
 * The fitness of programs: on each task the rank correlation of their scores with the networks' accuracies, and of the
 * tasks the worst (Algorithm 1, line 13). The individuals come in the order of the programs.
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
 * individuals.map((it) => (it.ok ? it.fitness.toFixed(2) : it.failure.reason));
 * // → [ '1.00', '0.33', 'no-correlation' ]
 * ```
 */
export async function evaluatePopulation(
  programs: readonly Program<string>[],
  tasks: readonly SampledTask[],
  { fitness, scoreNetworks = scoreHere, onProgress, signal }: EvaluatePopulationOptions,
): Promise<readonly Individual[]> {
  const sampled = tasks.flatMap(({ dataset, networks }) => networks.map(({ id }) => ({ dataset, id })));
  const rows = await scoreNetworks(programs, sampled, {
    onScored: (done) => onProgress?.("evaluate", done, sampled.length),
    signal,
  });
  let from = 0;
  const columns = tasks.map(({ dataset, networks }): Column => {
    const column = { task: dataset.name, networks, rows: rows.slice(from, from + networks.length) };
    from += networks.length;
    return column;
  });
  return programs.map(({ tree }, place) => individual(tree, place, columns, fitness));
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
    if (!score.ok) {
      const at = { task, network: networks[i]!.id, instance: score.instance };
      if (score.reason !== "operation") return { reason: score.reason, ...at };
      return { reason: score.reason, ...at, operation: score.operation, detail: score.detail };
    }
    values.push(score.value);
  }
  const value = fitness(
    values,
    networks.map(({ accuracy }) => accuracy),
  );
  return Number.isFinite(value) ? value : { reason: "no-correlation", task };
}
