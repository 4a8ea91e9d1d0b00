/** What a metric is to be good at. */
import { kendallTauAgainst, partialKendallTau, topShareTau } from "@eznas/fitness";

/** A metric's scores of a task's networks, and what is known of those. NaN where a network has no score. */
export interface Column {
  readonly scores: readonly number[];
  readonly accuracies: readonly number[];
  /** Measures of size, such as the number of instances: one list each. */
  readonly sizes: readonly (readonly number[])[];
}

const topQuarter = /* @__PURE__ */ topShareTau(0.25);

/** The measures of one task that objectives are made of; each is to be large. */
export const taskMeasures = {
  /** Kendall's τ-b. */
  tau: ({ scores, accuracies }: Column): number => tau(scores, accuracies),
  /** Kendall's τ given the sizes: what a metric sees beyond them. */
  partial: ({ scores, accuracies, sizes }: Column): number =>
    varies(scores) ? orNothing(partialKendallTau(scores, accuracies, sizes)) : 0,
  /** Kendall's τ among the best quarter by accuracy. */
  top: ({ scores, accuracies }: Column): number => orNothing(topQuarter(scores, accuracies)),
} as const;

export type TaskMeasure = keyof typeof taskMeasures;

/** From a measure's values, one for each space, to one number. */
export const overSpaces = {
  mean: (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length,
  worst: (values: readonly number[]): number => Math.min(...values),
} as const;

/** One of a measure and one of over which spaces, as in `mean tau`. */
export type Objective = `${keyof typeof overSpaces} ${TaskMeasure}`;

/** Every objective by name. */
export const objectives: readonly Objective[] = (["mean", "worst"] as const).flatMap((over) =>
  (["tau", "partial", "top"] as const).map((measure): Objective => `${over} ${measure}`),
);

/** A share of networks without a score from which on a metric does not apply to a task. */
const tooManyFailures = 0.2;

/** Scores with the better ones above, those of networks that have none below all others; none where too many have none. */
export function oriented(scores: readonly number[], sign: 1 | -1): readonly number[] | undefined {
  const failed = scores.reduce((count, score) => count + (Number.isNaN(score) ? 1 : 0), 0);
  if (failed > tooManyFailures * scores.length) return undefined;
  return scores.map((score) => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : sign * score));
}

/** Values of a measure on tasks, as the mean of each space. */
export function bySpace(values: readonly number[], spaces: readonly string[]): readonly number[] {
  return [...new Set(spaces)].map((space) => overSpaces.mean(values.filter((_, i) => spaces[i] === space)));
}

/** The objectives' values of scores that are oriented; −1 where a metric does not apply to a task. */
export function judge(
  columns: readonly (Column | undefined)[],
  spaces: readonly string[],
  wanted: readonly Objective[],
): readonly number[] {
  const known = new Map<string, readonly number[]>();
  return wanted.map((objective) => {
    const [over, measure] = objective.split(" ") as [keyof typeof overSpaces, TaskMeasure];
    const values = known.get(measure) ?? columns.map((column) => (column ? taskMeasures[measure](column) : -1));
    known.set(measure, values);
    return overSpaces[over](bySpace(values, spaces));
  });
}

const varies = (values: readonly number[]): boolean => values.some((value) => value !== values[0]);

/** What ranks nothing has no correlation, which is as good as none at all. */
const orNothing = (tau: number): number => (Number.isNaN(tau) ? 0 : tau);

const against = new WeakMap<readonly number[], (scores: readonly number[]) => number>();

function tau(scores: readonly number[], accuracies: readonly number[]): number {
  const known = against.get(accuracies) ?? kendallTauAgainst(accuracies);
  against.set(accuracies, known);
  return orNothing(known(scores));
}
