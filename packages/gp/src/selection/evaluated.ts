import type { Rng } from "../rng.ts";
import type { Tree } from "../tree.ts";

/** A tree and how good it is; larger is better, and NaN is worse than every number. */
export interface Evaluated {
  readonly tree: Tree;
  readonly fitness: number;
}

/** Chooses parents. What is chosen is of the population, some perhaps more than once. */
export type Selection = <E extends Evaluated>(population: readonly E[], rng: Rng) => readonly E[];

export function isBetter(a: Evaluated, b: Evaluated): boolean {
  return a.fitness > b.fitness || (Number.isNaN(b.fitness) && !Number.isNaN(a.fitness));
}

/** Equals stay in their order. */
export function bestFirst<E extends Evaluated>(population: readonly E[]): readonly E[] {
  return population.toSorted((a, b) => (isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : 0));
}
