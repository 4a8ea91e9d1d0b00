import { pick } from "../sample.ts";
import { isBetter, type Selection } from "./evaluated.ts";

export interface TournamentOptions {
  /** How many take part in a tournament, drawn with replacement. */
  readonly size: number;
  /** How many tournaments there are; each has one winner. */
  readonly keep: number;
}

/**
 * Keeps the winners of tournaments. Good individuals win often and are kept as often, whatever the population's size.
 *
 * The paper does not name its selection; the release's is this one, with size 4 and keep 25. Throws a RangeError unless
 * both are whole numbers of at least 1, and when called on an empty population.
 *
 * @example
 * ```ts
 * import { leaf, seeded, tournament } from "@eznas/gp";
 *
 * const population = [0.1, 0.7, 0.4].map((fitness) => ({ tree: leaf("T3"), fitness }));
 * const select = tournament({ size: 3, keep: 4 });
 * select(population, seeded(1)).map(({ fitness }) => fitness); // → [ 0.4, 0.4, 0.7, 0.7 ]
 * ```
 */
export function tournament({ size, keep }: TournamentOptions): Selection {
  for (const [name, value] of Object.entries({ size, keep }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`tournament: ${name} must be a whole number of at least 1, got ${value}`);
  return (population, rng) => {
    if (population.length === 0) throw new RangeError("tournament: the population is empty; nobody can win");
    return Array.from({ length: keep }, () => {
      let winner = pick(population, rng);
      for (let i = 1; i < size; i++) {
        const rival = pick(population, rng);
        if (isBetter(rival, winner)) winner = rival;
      }
      return winner;
    });
  };
}
