/** The functions that a search is made of, by the names that options give them. */
import { kendallTau, pearsonR, type RankCorrelation, spearmanRho, weightedTau } from "@eznas/fitness";
import {
  best,
  crossover,
  type DepthRange,
  full,
  grow,
  hoist,
  mutatePoint,
  mutateSubtree,
  rampedHalfAndHalf,
  reproduce,
  shrink,
  type TreeGenerator,
  tournament,
  type Variation,
  type VarOr,
  varOr,
} from "@eznas/gp";
import type { Select } from "@eznas/search";

export const fitnesses: Readonly<Record<string, RankCorrelation>> = {
  kendall: kendallTau,
  spearman: spearmanRho,
  pearson: pearsonR,
  "weighted-tau": (scores, accuracies) => weightedTau(scores, accuracies),
};

export const initializers: Readonly<Record<string, (range: DepthRange) => TreeGenerator>> = {
  ramped: rampedHalfAndHalf,
  full,
  grow,
};

export interface SelectionSizes {
  readonly size: number;
  readonly keep: number;
}

export const selections: Readonly<Record<string, (sizes: SelectionSizes) => Select>> = {
  tournament,
  best,
};

export const variations: Readonly<Record<string, () => Variation>> = {
  crossover,
  "mutate-subtree": () => mutateSubtree(grow({ minDepth: 0, maxDepth: 5 })),
  "mutate-point": mutatePoint,
  hoist,
  shrink,
  reproduce,
};

/** Variations in the order of their weights, as the paper's are. */
export const variationsOf = (weights: Readonly<Record<string, number>>): VarOr =>
  varOr(...Object.entries(weights).map(([name, weight]) => [weight, variations[name]!()] as const));
