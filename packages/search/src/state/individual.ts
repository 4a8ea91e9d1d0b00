/** A program of a population with its fitness, or with the reason why it has none. */
import type { Tree } from "@eznas/gp";

/** What a program reached on one task: by default Kendall's τ-b of its scores and the accuracies. */
export interface TaskFitness {
  readonly task: string;
  readonly value: number;
}

/** A program that could be scored on every sampled network. */
export interface Ranked {
  readonly ok: true;
  readonly tree: Tree;
  /** The least of the tasks' values. */
  readonly fitness: number;
  readonly tasks: readonly TaskFitness[];
}

/**
 * Why a program has no fitness.
 *
 * - `shape`, `non-finite`, `vanished-gradient`: it has no score on a network; the instance is the one that
 *   `Score` of `@eznas/program` names.
 * - `operation`: the operation named threw or gave a wrong shape; `detail` says which.
 * - `no-correlation`: the fitness function gave no finite number for a task, as a
 *   rank correlation of equal scores does.
 */
export type Failure =
  | {
      readonly reason: "shape" | "non-finite" | "vanished-gradient";
      readonly task: string;
      readonly network: string;
      readonly instance: string;
    }
  | {
      readonly reason: "operation";
      readonly task: string;
      readonly network: string;
      readonly instance: string;
      readonly operation: string;
      readonly detail: string;
    }
  | { readonly reason: "no-correlation"; readonly task: string };

/** A program without a fitness. It sorts after every ranked one and is no parent. */
export interface Failed {
  readonly ok: false;
  readonly tree: Tree;
  readonly failure: Failure;
}

export type Individual = Ranked | Failed;

/** Whether an individual has a fitness. */
export function isRanked(individual: Individual): individual is Ranked {
  return individual.ok;
}

/** Best first, those without a fitness last; equals stay in their order. */
export function bestFirst(population: readonly Individual[]): readonly Individual[] {
  const ranked = population.filter(isRanked).sort((a, b) => b.fitness - a.fitness);
  return [...ranked, ...population.filter((individual) => !individual.ok)];
}
