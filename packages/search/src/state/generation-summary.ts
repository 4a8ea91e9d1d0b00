/** A generation as reports have it, which is also all that later ones need of it. */
import { format } from "@eznas/gp";
import { countOperations, type FailedOperation } from "./failed-operations.ts";
import { type Individual, isRanked, type Ranked, type TaskFitness } from "./individual.ts";

export interface ReportedProgram {
  /** The metric's canonical text. */
  readonly program: string;
  readonly fitness: number;
  readonly tasks: readonly TaskFitness[];
}

export interface ReportedGeneration {
  readonly index: number;
  readonly best: ReportedProgram;
  /** The median fitness of the programs that have one. */
  readonly median: number;
  /** Programs of the population without a fitness. */
  readonly failed: number;
  /** Candidates that were not valid, by the reason. */
  readonly rejections: Readonly<Record<"shape" | "non-finite", number>> & {
    readonly operations?: readonly FailedOperation[];
  };
  /**
   * Programs of the population for whose lack of a fitness an operation is to blame, by operation, if there are any.
   */
  readonly operations?: readonly FailedOperation[];
}

/** What of a generation a summary is made of. */
export interface Summarized extends Pick<ReportedGeneration, "index" | "rejections"> {
  readonly best: Ranked;
  readonly population: readonly Individual[];
  readonly head?: string;
}

export function summaryOf({ index, best, population, rejections, head }: Summarized): ReportedGeneration {
  const ranked = population.filter(isRanked);
  const operations = failedOperations(population);
  return {
    index,
    best: reportedBy(head)(best),
    median: median(ranked.map(({ fitness }) => fitness)),
    failed: population.length - ranked.length,
    rejections,
    ...(operations.length > 0 && { operations }),
  };
}

/** The operations that cost individuals their fitness. */
export function failedOperations(population: readonly Individual[]): readonly FailedOperation[] {
  return countOperations(
    population.flatMap((each) => (!each.ok && each.failure.reason === "operation" ? [each.failure] : [])),
  );
}

/** A program as its metric's text, from what stands before every tree in it. */
export function reportedBy(head = ""): (one: Ranked) => ReportedProgram {
  return ({ tree, fitness, tasks }) => ({ program: head + format(tree), fitness, tasks });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}
