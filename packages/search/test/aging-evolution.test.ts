import { seeded } from "@eznas/gp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AgingEvolutionOptions, agingEvolution, type TrainedArchitecture } from "../src/index.ts";

type Bits = readonly number[];

const length = 12;
const ones = (bits: Bits): number => bits.reduce((sum, bit) => sum + bit, 0);
const distance = (a: Bits, b: Bits): number => a.filter((bit, i) => bit !== b[i]).length;

const space = {
  sample: (rng: () => number): Bits => Array.from({ length }, () => Math.floor(2 * rng())),
  mutate: (parent: Bits, rng: () => number): Bits => {
    const at = Math.floor(length * rng());
    return parent.with(at, 1 - parent[at]!);
  },
};

async function run(
  trained: number,
  options: Omit<AgingEvolutionOptions<Bits>, "space">,
): Promise<TrainedArchitecture<Bits>[]> {
  const all: TrainedArchitecture<Bits>[] = [];
  for await (const one of agingEvolution({ space, ...options })) if (all.push(one) === trained) break;
  return all;
}

const sizes = fc.integer({ min: 1, max: 12 }).chain((population) =>
  fc.record({
    population: fc.constant(population),
    tournament: fc.integer({ min: 1, max: population }),
    count: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer(),
  }),
);

test("children are mutations of networks that live, and only random ones have no parent", async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ population, tournament, count, seed }) => {
      const proposals = { count, score: (list: readonly Bits[]) => list.map(ones) };
      const all = await run(30, { accuracy: ones, rng: seeded(seed), population, tournament, proposals });
      all.forEach(({ index, parent, architecture, accuracy }, i) => {
        expect([index, accuracy]).toEqual([i, ones(architecture)]);
        expect(parent === undefined).toBe(i < population);
        if (parent === undefined) return;
        expect(parent).toBeGreaterThanOrEqual(i - population);
        expect(parent).toBeLessThan(i);
        expect(distance(architecture, all[parent]!.architecture)).toBe(1);
      });
    }),
    { numRuns: 1000 },
  );
});

test("a tournament of all has the best of those that live as parent, the oldest among equals", async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ population, seed }) => {
      const all = await run(30, { accuracy: ones, rng: seeded(seed), population, tournament: population });
      for (const { index, parent } of all.slice(population)) {
        const living = all.slice(index - population, index);
        const most = Math.max(...living.map(({ accuracy }) => accuracy));
        expect(parent).toBe(living.find(({ accuracy }) => accuracy === most)!.index);
      }
    }),
    { numRuns: 1000 },
  );
});

test("the proposal that is trained scores highest, whatever increasing transform the scores go through", async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ population, tournament, count, seed }) => {
      const met: Bits[][] = [];
      const through = (transform: (score: number) => number, keep: boolean) =>
        run(30, {
          accuracy: ones,
          rng: seeded(seed),
          population,
          tournament,
          proposals: {
            count,
            score: async (list) => {
              if (keep) met.push([...list]);
              return list.map((bits) => transform(-ones(bits)));
            },
          },
        });
      const all = await through((score) => score, true);
      for (const [i, proposed] of met.entries()) {
        expect(proposed.length).toBe(count);
        expect(ones(all[population + i]!.architecture)).toBe(Math.min(...proposed.map(ones)));
      }
      expect(met.length).toBe(30 - population);
      expect(await through((score) => Math.exp(score) - 5, false)).toEqual(all);
    }),
    { numRuns: 1000 },
  );
});

test("the same seed gives the same run; one proposal gives the run without", async () => {
  const options = { accuracy: ones, population: 8, tournament: 3 };
  const all = await run(60, { ...options, rng: seeded(4) });
  expect(await run(60, { ...options, rng: seeded(4) })).toEqual(all);
  const proposals = { count: 1, score: () => [0] };
  expect(await run(60, { ...options, rng: seeded(4), proposals })).toEqual(all);
});

test("a good proxy finds the best with fewer networks trained, and a bad one with more", async () => {
  const needed = async (score: ((bits: Bits) => number) | undefined) => {
    let sum = 0;
    for (let seed = 0; seed < 20; seed++) {
      const proposals = score && { count: 4, score: (list: readonly Bits[]) => list.map(score) };
      const all = await run(400, {
        accuracy: ones,
        rng: seeded(seed),
        population: 10,
        tournament: 4,
        ...(proposals && { proposals }),
      });
      const first = all.findIndex(({ accuracy }) => accuracy === length);
      sum += first < 0 ? 400 : first;
    }
    return sum;
  };
  const plain = await needed(undefined);
  expect(await needed(ones)).toBeLessThan(0.8 * plain);
  expect(await needed((bits) => -ones(bits))).toBeGreaterThan(1.2 * plain);
});

const base = { accuracy: ones, rng: seeded(1) };

test.each([
  ["population", { population: 0 }, /population must be a whole number from 1 up, got 0/],
  [
    "tournament",
    { population: 5, tournament: 6 },
    /tournament must be a whole number from 1 to the population's 5, got 6/,
  ],
  [
    "proposals",
    { proposals: { count: 0, score: () => [] } },
    /proposals.count must be a whole number from 1 up, got 0/,
  ],
  ["accuracy", { accuracy: () => Number.NaN }, /the accuracy of network 0 is NaN/],
  [
    "score",
    { population: 1, tournament: 1, proposals: { count: 2, score: () => [Number.NaN] } },
    /expected 2 scores, none of them NaN, got 1 \(NaN\)/,
  ],
])("a %s that is none is refused", async (_, options, message) => {
  await expect(run(20, { ...base, ...options })).rejects.toThrow(message);
});
