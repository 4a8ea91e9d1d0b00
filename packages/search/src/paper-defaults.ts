/** The settings of the paper and, where it is silent, of the authors' released code. */
import { kendallTau, type RankCorrelation } from "@eznas/fitness";
import {
  crossover,
  grow,
  mutateSubtree,
  rampedHalfAndHalf,
  reproduce,
  type TreeGenerator,
  tournament,
  type VarOr,
  varOr,
} from "@eznas/gp";
import { type OpTable, ops } from "@eznas/ops";
import { statisticNames } from "@eznas/stats";
import type { Select } from "./algorithm1.ts";

export interface PaperDefaults {
  /** What trees are made of: operations and statistics. */
  readonly primitives: { readonly ops: OpTable; readonly terminals: readonly string[] };
  /** Makes the trees of the first population and of each generation's newcomers. */
  readonly init: TreeGenerator;
  /** Makes children. */
  readonly vary: VarOr;
  /** A child deeper than this is replaced by its parent; a leaf has depth 0. */
  readonly maxDepth: number;
  /** Programs in each generation, the paper's n: ⌊n/2⌋ children and the rest newcomers. */
  readonly population: number;
  /** Generations after the initial population. */
  readonly generations: number;
  /** Chooses the parents. */
  readonly select: Select;
  /** From a program's scores and the accuracies to a number, the larger the better. The release takes |τ|. */
  readonly fitness: RankCorrelation;
  /** The paper's s: how many of the tasks a generation is evaluated on; the fitness is the worst of them. */
  readonly tasksPerGeneration: number;
  readonly networksPerTask: number;
  /** How many of the best ever are kept. The paper tests two. */
  readonly hallOfFame: number;
}

/**
 * Algorithm 1 as the paper ran it: 50 programs, 10 generations, 4 tasks of 20 networks each, Kendall's τ-b.
 *
 * @example
 * ```ts
 * import { paperDefaults } from "@eznas/search";
 *
 * const { population, generations, maxDepth } = paperDefaults;
 * [population, generations, maxDepth]; // → [ 50, 10, 10 ]
 * ```
 */
export const paperDefaults: PaperDefaults = {
  primitives: { ops, terminals: statisticNames },
  init: /* @__PURE__ */ rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 }),
  vary: /* @__PURE__ */ varOr(
    [0.4, crossover()],
    [0.4, mutateSubtree(grow({ minDepth: 0, maxDepth: 5 }))],
    [0.2, reproduce()],
  ),
  maxDepth: 10,
  population: 50,
  generations: 10,
  select: /* @__PURE__ */ tournament({ size: 4, keep: 25 }),
  fitness: kendallTau,
  tasksPerGeneration: 4,
  networksPerTask: 20,
  hallOfFame: 10,
};
