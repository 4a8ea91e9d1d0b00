import { sample, seeded } from "@eznas/gp";
import type { Space } from "@eznas/spaces";
import type { Network } from "@eznas/stats";

export interface DrawnNetwork<A> extends Network {
  readonly architecture: A;
}

/**
 * Random networks of an accuracy table, the same for the same seed, and with the weights that the seed gives to each.
 */
export interface Draw<A> {
  readonly space: Space<A>;
  /** True accuracies of architectures, by their text. */
  readonly table: readonly Network[];
  /** How many architectures are drawn from the table. */
  readonly count: number;
  /** Seeds the draw of architectures and, with each architecture's text, its weights. */
  readonly seed: number;
}

/**
 * Draws networks of a table without replacement.
 *
 * Throws a `RangeError` when the table has fewer rows than `count`, and the space's own error for an architecture that
 * it does not have.
 */
export function drawNetworks<A>(caller: string, { space, table, count, seed }: Draw<A>): readonly DrawnNetwork<A>[] {
  if (!(Number.isInteger(count) && count >= 2 && count <= table.length))
    throw new RangeError(
      `${caller}: count must be a whole number from 2 to the table's ${table.length} rows, got ${count}`,
    );
  return sample(table, count, seeded(seed, "networks")).map(({ id, accuracy }) => ({
    id,
    accuracy,
    architecture: space.parse(id),
  }));
}

/** The random stream of a network's weights, which depends on neither the table nor the other networks. */
export function weightsOf(seed: number, id: string): () => number {
  return seeded(seed, "weights", id);
}
