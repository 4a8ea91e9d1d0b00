/** Search over architectures, not over programs: what a proxy is for. */
import type { Rng } from "@eznas/gp";

/** What of a search space an evolution needs; every `Space` of `@eznas/spaces` has it. */
export interface MutableSpace<A> {
  sample(rng: Rng): A;
  mutate(architecture: A, rng: Rng): A;
}

export interface AgingEvolutionOptions<A> {
  readonly space: MutableSpace<A>;
  /** Trains a network, or looks its accuracy up: higher is better. */
  readonly accuracy: (architecture: A) => number | Promise<number>;
  readonly rng: Rng;
  /** How many of the networks trained last may become parents. Default: 64. */
  readonly population?: number;
  /** How many of these are drawn, without replacement, for the best of them to be the parent. Default: 10. */
  readonly tournament?: number;
  /**
   * Proxy move proposals: of several mutations of the parent the one that scores highest is
   * trained. Without it, one mutation is.
   */
  readonly proposals?: Proposals<A>;
}

export interface Proposals<A> {
  /** Mutations to choose from. */
  readonly count: number;
  /** A proxy's scores of architectures, in their order: the higher the better, −Infinity for one that has none. */
  readonly score: (architectures: readonly A[]) => readonly number[] | Promise<readonly number[]>;
}

/** A network that was trained. */
export interface TrainedArchitecture<A> {
  readonly architecture: A;
  readonly accuracy: number;
  /** How many were trained before it. */
  readonly index: number;
  /** The index of the network that it is a mutation of; none for those of the first population, which are random. */
  readonly parent?: number;
}

/**
 * Aging evolution, also called regularized evolution (Real et al., AAAI 2019), with proxy move proposals (Abdelfattah
 * et al., ICLR 2021; Fig. 4 of the paper): every network that is trained, in turn, without
 * end. Stop it when the budget is spent.
 *
 * The first `population` networks are random. Each later one is a mutation of the best of a tournament among the
 * `population` trained last, so that every network dies of age, however good it is. The run is a function of `rng`.
 * Throws a RangeError for a population, a tournament or a number of proposals that is not possible, and rejects with
 * one for an accuracy or score that is NaN.
 *
 * @example
 * ```ts
 * import { seeded } from "@eznas/gp";
 * import { agingEvolution } from "@eznas/search";
 *
 * const bits = {
 *   sample: (rng: () => number) => Array.from({ length: 20 }, () => Math.round(rng())),
 *   mutate: (parent: readonly number[], rng: () => number) => {
 *     const at = Math.floor(20 * rng());
 *     return parent.with(at, 1 - parent[at]!);
 *   },
 * };
 * const ones = (list: readonly number[]) => list.reduce((sum, bit) => sum + bit, 0);
 * let best = 0;
 * const run = agingEvolution({ space: bits, accuracy: ones, rng: seeded(1), population: 10, tournament: 5 });
 * for await (const { accuracy, index } of run) {
 *   best = Math.max(best, accuracy);
 *   if (index === 299) break;
 * }
 * best; // → 20
 * ```
 */
export async function* agingEvolution<A>(
  options: AgingEvolutionOptions<A>,
): AsyncGenerator<TrainedArchitecture<A>, never> {
  const { space, rng, population = 64, tournament = 10, proposals } = options;
  checkSizes(population, tournament, proposals?.count ?? 1);
  const living: TrainedArchitecture<A>[] = [];
  for (let index = 0; ; index++) {
    let next: { readonly architecture: A; readonly parent?: number };
    if (index < population) next = { architecture: space.sample(rng) };
    else {
      const parent = bestOfTournament(living, tournament, rng);
      next = { architecture: await child(parent.architecture, options), parent: parent.index };
      living.shift();
    }
    const accuracy = await options.accuracy(next.architecture);
    if (Number.isNaN(accuracy)) throw new RangeError(`agingEvolution: the accuracy of network ${index} is NaN`);
    const trained = { ...next, accuracy, index };
    living.push(trained);
    yield trained;
  }
}

/** Draws without replacement: a partial Fisher–Yates shuffle. The older wins among equals. */
function bestOfTournament<A>(
  living: readonly TrainedArchitecture<A>[],
  tournament: number,
  rng: Rng,
): TrainedArchitecture<A> {
  const places = living.map((_, i) => i);
  for (let i = 0; i < tournament; i++) {
    const j = i + Math.floor((places.length - i) * rng());
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places
    .slice(0, tournament)
    .sort((a, b) => a - b)
    .map((place) => living[place]!)
    .reduce((best, other) => (other.accuracy > best.accuracy ? other : best));
}

async function child<A>(parent: A, { space, rng, proposals }: AgingEvolutionOptions<A>): Promise<A> {
  if (!proposals) return space.mutate(parent, rng);
  const proposed = Array.from({ length: proposals.count }, () => space.mutate(parent, rng));
  const scores = await proposals.score(proposed);
  if (scores.length !== proposed.length || scores.some(Number.isNaN))
    throw new RangeError(
      `agingEvolution: expected ${proposed.length} scores, none of them NaN, ` +
        `got ${scores.length} (${scores.join(", ")})`,
    );
  return proposed[scores.reduce((best, score, i) => (score > scores[best]! ? i : best), 0)]!;
}

function checkSizes(population: number, tournament: number, proposals: number): void {
  const limits = {
    population: [population, 1, Number.POSITIVE_INFINITY],
    tournament: [tournament, 1, population],
    "proposals.count": [proposals, 1, Number.POSITIVE_INFINITY],
  } as const;
  for (const [name, [value, least, most]] of Object.entries(limits))
    if (!(Number.isInteger(value) && value >= least && value <= most))
      throw new RangeError(
        `agingEvolution: ${name} must be a whole number from ` +
          `${least}${Number.isFinite(most) ? ` to the population's ${most}` : " up"}, got ${value}`,
      );
}
