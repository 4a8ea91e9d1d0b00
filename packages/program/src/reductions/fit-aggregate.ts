import { depthWeighted } from "./depth-weighted.ts";
import type { Reduction } from "./reduction.ts";

export interface FitOptions {
  /**
   * How well scores rank accuracies: `kendallTau` of `@eznas/fitness`, say. The weights
   * are those for which it is largest.
   */
  readonly fitness: (scores: readonly number[], accuracies: readonly number[]) => number;
  /** Uniform on [0, 1): decides in which order weights are tried. */
  readonly rng: () => number;
  /** How many weights there are, at equally spaced depths. Default: 5. Take fewer where networks are few. */
  readonly knots?: number;
}

/** A {@link depthWeighted} mean with weights that were learned. */
export interface FittedAggregate extends Reduction {
  /** For `depthWeighted`, to keep in a file. */
  readonly weights: readonly number[];
  /** On what it was fitted to, which flatters it: judge it on other networks. */
  readonly fitness: number;
}

/** What a weight may be; only their ratios matter. */
const grid = [0, 0.25, 0.5, 1, 2, 4];

/**
 * Learns how much the instances of each depth count: non-negative weights by relative depth,
 * from networks with known accuracies.
 *
 * Coordinate ascent from the mean on: one weight after the other takes that of the values 0, ¼, ½, 1, 2 and 4 with
 * which the fitness is largest, until none changes. So the fitness never falls below that of the mean, and the same
 * `rng` gives the same weights. A rank correlation has no gradient, and a ridge regression would fit accuracies where
 * only their order is asked for.
 *
 * `values` has the instances' values of each network, as `score(program, [instance])` gives them. Throws a RangeError
 * for lists of different lengths, a network without instances, a value that is not finite (leave that
 * network out) and fewer than two knots.
 *
 * @example
 * ```ts
 * import { fitAggregate, program } from "@eznas/program";
 * import { kendallTau } from "@eznas/fitness";
 *
 * // Only the last instances tell the networks apart.
 * const values = [[3, 2, 1, 1], [9, 1, 2, 2], [1, 8, 3, 3], [0, 1, 4, 4]];
 * const accuracies = [70, 80, 90, 92];
 * const aggregate = fitAggregate(values, accuracies, { fitness: kendallTau, rng: () => 0.5, knots: 3 });
 * aggregate.fitness; // → 1
 * program("frobenius(T4_D)", { aggregate }).aggregate === aggregate; // → true
 * ```
 */
export function fitAggregate(
  values: readonly (readonly number[])[],
  accuracies: readonly number[],
  { fitness, rng, knots = 5 }: FitOptions,
): FittedAggregate {
  check(values, accuracies, knots);
  const fitnessOf = (weights: readonly number[]): number => fitness(values.map(depthWeighted(weights)), accuracies);
  const weights = new Array<number>(knots).fill(1);
  let best = fitnessOf(weights);
  for (let changed = true; changed; ) {
    changed = false;
    for (const knot of shuffled(knots, rng))
      for (const weight of grid) {
        const reached = fitnessOf(weights.with(knot, weight));
        // A fitness of NaN is that of constant scores, or of networks whose weights are all 0.
        if (!(reached > best || (Number.isNaN(best) && !Number.isNaN(reached)))) continue;
        weights[knot] = weight;
        best = reached;
        changed = true;
      }
  }
  return Object.assign(depthWeighted(weights), { weights, fitness: best });
}

function shuffled(n: number, rng: () => number): readonly number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function check(values: readonly (readonly number[])[], accuracies: readonly number[], knots: number): void {
  if (values.length !== accuracies.length)
    throw new RangeError(
      "fitAggregate: expected the values of as many networks as there are accuracies, " +
        `got ${values.length} and ${accuracies.length}`,
    );
  const bad = values.findIndex((ofNetwork) => ofNetwork.length === 0 || !ofNetwork.every(Number.isFinite));
  if (bad >= 0)
    throw new RangeError(
      `fitAggregate: network ${bad} has ${values[bad]!.length === 0 ? "no values" : "a value that is not finite"}; ` +
        "leave it out of both lists",
    );
  if (!(Number.isInteger(knots) && knots >= 2))
    throw new RangeError(`fitAggregate: knots must be a whole number from 2 up, got ${knots}`);
}
