/** What the search yields after each round. */
import { induct } from "@eznas/gp";
import { type Rejections, totalRejections, type ValidDraw } from "./draw-valid.ts";
import type { SampledTask } from "./sample-tasks.ts";
import { rejectedOf, saidOf } from "./state/failed-operations.ts";
import { failedOperations, type ReportedGeneration, summaryOf } from "./state/generation-summary.ts";
import { bestFirst, type Individual, isRanked, type Ranked } from "./state/individual.ts";
import type { RunSettings } from "./state/run-settings.ts";

export interface Generation {
  /** The seed of the run. */
  readonly seed: number;
  /** 0 for the initial population. */
  readonly index: number;
  /** Best first, those without a fitness last. */
  readonly population: readonly Individual[];
  /** The best of this generation's population. */
  readonly best: Ranked;
  /**
   * The best individuals met so far, no program twice. Generations are evaluated on different networks, so the
   * fitness that each entry has is that of the generation where it was best.
   */
  readonly hallOfFame: readonly Ranked[];
  /** How many candidates were not valid until the population was complete. */
  readonly rejected: number;
  readonly rejections: Rejections;
  /** What this generation was evaluated on. */
  readonly tasks: readonly { readonly task: string; readonly networks: readonly string[] }[];
  /** What stands before every tree in its metric's text, such as `sum of l2: `. None for the defaults. */
  readonly head?: string;
  /** What decides the run besides its seed; of a generation that `search` made. */
  readonly settings?: RunSettings;
  /** The generations before this one, as reports have them. */
  readonly history?: readonly ReportedGeneration[];
}

interface Round {
  readonly seed: number;
  readonly index: number;
  readonly individuals: readonly Individual[];
  readonly sampled: readonly SampledTask[];
  readonly draws: readonly ValidDraw[];
  readonly hallOfFame: readonly Ranked[];
  readonly hallOfFameSize: number;
  readonly head?: string;
  readonly settings?: RunSettings;
  readonly last?: Generation | undefined;
}

/** Throws an Error when no individual has a fitness: there is nothing to go on from. */
export function generation({
  seed,
  index,
  individuals,
  sampled,
  draws,
  hallOfFame,
  hallOfFameSize,
  head,
  settings,
  last,
}: Round): Generation {
  const population = bestFirst(individuals);
  const ranked = population.filter(isRanked);
  const [best] = ranked;
  if (!best)
    throw new Error(
      `search: no program of generation ${index} has a fitness (${tally(individuals)}); ` +
        "take a larger population, or more probe networks if networks differ in their shapes",
    );
  const rejections = totalRejections(draws);
  return {
    seed,
    index,
    population,
    best,
    hallOfFame: induct(hallOfFame, ranked, { size: hallOfFameSize }),
    rejected: rejectedOf(rejections),
    rejections,
    tasks: sampled.map(({ dataset, networks }) => ({ task: dataset.name, networks: networks.map(({ id }) => id) })),
    ...(head && { head }),
    ...(settings && { settings }),
    ...(last && { history: [...(last.history ?? []), summaryOf(last)] }),
  };
}

function tally(individuals: readonly Individual[]): string {
  const counts = new Map<string, number>();
  for (const individual of individuals)
    if (!individual.ok) counts.set(individual.failure.reason, (counts.get(individual.failure.reason) ?? 0) + 1);
  const operations = failedOperations(individuals).map((each) => `; operation ${saidOf(each)}`);
  return [...counts].map(([reason, count]) => `${reason}: ${count}`).join(", ") + operations.join("");
}
