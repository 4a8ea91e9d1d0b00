/** Several objectives at once: NSGA-II (Deb et al. 2002). */
import { integer, type Rng } from "@eznas/gp";

/** Numbers that are all to be large. */
export interface Judged {
  readonly objectives: readonly number[];
}

/** Whether one is nowhere worse and somewhere better. */
export function dominates({ objectives: a }: Judged, { objectives: b }: Judged): boolean {
  let better = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < b[i]!) return false;
    if (a[i]! > b[i]!) better = true;
  }
  return better;
}

/**
 * The fronts of a population: the first holds what nothing dominates, the next what only the first dominates, and so on.
 *
 * @example
 * ```ts
 * import { fronts } from "@eznas/search";
 *
 * const [best, next] = fronts([[1, 5], [2, 3], [1, 3]].map((objectives) => ({ objectives })));
 * best?.map(({ objectives }) => objectives); // → [ [ 1, 5 ], [ 2, 3 ] ]
 * next?.map(({ objectives }) => objectives); // → [ [ 1, 3 ] ]
 * ```
 */
export function fronts<J extends Judged>(population: readonly J[]): readonly (readonly J[])[] {
  const dominatedBy = population.map((one) => population.filter((other) => dominates(other, one)).length);
  const beats = population.map((one) => population.flatMap((other, i) => (dominates(one, other) ? [i] : [])));
  const result: J[][] = [];
  for (let front = places(dominatedBy, 0); front.length > 0; ) {
    result.push(front.map((i) => population[i]!));
    const next: number[] = [];
    for (const i of front) for (const j of beats[i]!) if (--dominatedBy[j]! === 0) next.push(j);
    front = next.toSorted((a, b) => a - b);
  }
  return result;
}

const places = (counts: readonly number[], wanted: number): number[] =>
  counts.flatMap((count, i) => (count === wanted ? [i] : []));

/** How much room each has around it in its front; infinite at the ends. */
export function crowding(front: readonly Judged[]): readonly number[] {
  const room = new Array<number>(front.length).fill(0);
  for (let objective = 0; objective < (front[0]?.objectives.length ?? 0); objective++) {
    const at = (i: number): number => front[i]!.objectives[objective]!;
    const order = [...front.keys()].sort((a, b) => at(a) - at(b) || a - b);
    const span = at(order.at(-1)!) - at(order[0]!);
    order.forEach((i, place) => {
      const ends = place === 0 || place === order.length - 1;
      if (ends) room[i] = Number.POSITIVE_INFINITY;
      else if (span > 0) room[i]! += (at(order[place + 1]!) - at(order[place - 1]!)) / span;
    });
  }
  return room;
}

/** A population in NSGA-II's order: by front, and by room within a front. */
export function byFrontAndRoom<J extends Judged>(population: readonly J[]): readonly J[] {
  return fronts(population).flatMap((front) => {
    const room = crowding(front);
    return [...front.keys()].sort((a, b) => room[b]! - room[a]! || a - b).map((i) => front[i]!);
  });
}

/** The better of two at random, in a population in NSGA-II's order. */
export function binaryTournament<J>(ordered: readonly J[], rng: Rng): J {
  return ordered[Math.min(integer(ordered.length, rng), integer(ordered.length, rng))]!;
}
