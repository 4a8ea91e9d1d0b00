import { seeded } from "@eznas/gp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  binaryTournament,
  byFrontAndRoom,
  crowding,
  dominates,
  fronts,
  type Judged,
} from "../../src/discovery/nsga2.ts";

const populations = fc.integer({ min: 1, max: 3 }).chain((objectives) =>
  fc.array(
    fc
      .array(fc.integer({ min: -3, max: 3 }), { minLength: objectives, maxLength: objectives })
      .map((objectives): Judged => ({ objectives })),
    { maxLength: 25 },
  ),
);

/** As the paper defines fronts: peel off what nothing left dominates. */
function peeled(population: readonly Judged[]): readonly (readonly Judged[])[] {
  const result: Judged[][] = [];
  for (let left = [...population]; left.length > 0; ) {
    const front = left.filter((one) => !left.some((other) => dominates(other, one)));
    result.push(front);
    left = left.filter((one) => !front.includes(one));
  }
  return result;
}

/** As the paper defines room: for each objective, how far apart the neighbors on both sides are. */
function roomOf(front: readonly Judged[]): readonly number[] {
  const room = front.map(() => 0);
  for (const objective of front[0]?.objectives.keys() ?? []) {
    const places = front.map((_, i) => i).sort((a, b) => at(a) - at(b) || a - b);
    function at(i: number): number {
      return front[i]!.objectives[objective]!;
    }
    const values = places.map(at);
    const span = Math.max(...values) - Math.min(...values);
    for (const [place, i] of places.entries()) {
      if (place === 0 || place === places.length - 1) room[i] = Number.POSITIVE_INFINITY;
      else if (span > 0) room[i]! += (values[place + 1]! - values[place - 1]!) / span;
    }
  }
  return room;
}

describe("NSGA-II", () => {
  test("domination is a strict partial order", () => {
    fc.assert(
      fc.property(populations, (population) => {
        for (const a of population) {
          expect(dominates(a, a)).toBe(false);
          for (const b of population) {
            if (!dominates(a, b)) continue;
            expect(dominates(b, a)).toBe(false);
            for (const c of population) if (dominates(b, c)) expect(dominates(a, c)).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("fronts are what is left that nothing left dominates", () => {
    fc.assert(fc.property(populations, (population) => void expect(fronts(population)).toEqual(peeled(population))));
  });

  test("room is the distance of the neighbors, infinite at the ends", () => {
    fc.assert(fc.property(populations, (population) => void expect(crowding(population)).toEqual(roomOf(population))));
  });

  test("the order is by front, then by room, and loses none", () => {
    fc.assert(
      fc.property(populations, (population) => {
        const ordered = byFrontAndRoom(population);
        const byFront = fronts(population);
        expect(ordered).toHaveLength(population.length);
        let from = 0;
        for (const front of byFront) {
          const here = ordered.slice(from, from + front.length);
          expect(new Set(here)).toEqual(new Set(front));
          const room = crowding(front);
          const rooms = here.map((one) => room[front.indexOf(one)]!);
          expect(rooms).toEqual(rooms.toSorted((a, b) => (a === b ? 0 : b - a)));
          from += front.length;
        }
      }),
    );
  });

  test("a tournament prefers what stands first, and takes any", () => {
    const rng = seeded(1);
    const counts = [0, 0, 0];
    for (let i = 0; i < 900; i++) counts[binaryTournament([0, 1, 2], rng)]!++;
    // 5, 3 and 1 of 9 draws
    expect(counts[0]).toBeGreaterThan(counts[1]!);
    expect(counts[1]).toBeGreaterThan(counts[2]!);
    expect(counts[2]).toBeGreaterThan(0);
  });
});
