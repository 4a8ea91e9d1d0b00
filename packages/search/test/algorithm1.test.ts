import { format, leaf, reproduce, seeded, type Tree, varOr } from "@eznas/gp";
import { ops } from "@eznas/ops";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generation } from "../src/generation.ts";
import { algorithm1, type Generation, type Parts, type ValidDraw } from "../src/index.ts";

/** Algorithm 1 over numbers instead of programs: a leaf's name is its fitness, children repeat a parent. */
function parts(population: number, generations: number) {
  let born = 0;
  const draws: { count: number; trees: readonly Tree[] }[] = [];
  const made: Parts = {
    seed: 5,
    population,
    generations,
    primitives: { ops, terminals: ["T3"] },
    init: () => leaf(`${++born / 1000}`),
    vary: varOr([1, reproduce()]),
    select: (ranked) => ranked.slice(0, 2),
    draw: async (count, candidate): Promise<ValidDraw> => {
      const trees = Array.from({ length: count }, candidate);
      draws.push({ count, trees });
      return { trees, rejections: { shape: 0, "non-finite": 0 } };
    },
    evaluate: async (index, drawn, _, last) =>
      generation({
        seed: 5,
        index,
        individuals: drawn
          .flatMap(({ trees }) => trees)
          .map((tree) => ({ ok: true, tree, fitness: Number(format(tree)), tasks: [] })),
        sampled: [],
        draws: drawn,
        hallOfFame: last?.hallOfFame ?? [],
        hallOfFameSize: 2,
      }),
  };
  return { made, draws };
}

async function all(generations: AsyncGenerator<Generation>): Promise<Generation[]> {
  const list: Generation[] = [];
  for await (const each of generations) list.push(each);
  return list;
}

test("every generation has n programs: half of them children, the others new, as an odd one is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 15 }), fc.integer({ min: 0, max: 4 }), async (n, generations) => {
      const { made, draws } = parts(n, generations);
      const yielded = await all(algorithm1(made));
      expect(yielded.map(({ index }) => index)).toEqual(Array.from({ length: generations + 1 }, (_, i) => i));
      for (const { population } of yielded) expect(population.length).toBe(n);
      expect(draws.map(({ count }) => count)).toEqual([
        n,
        ...Array.from({ length: generations }, () => [Math.floor(n / 2), Math.ceil(n / 2)]).flat(),
      ]);
    }),
  );
});

test("children come from the selected parents of the generation before", async () => {
  const { made, draws } = parts(8, 3);
  const yielded = await all(algorithm1(made));
  for (const [i, { population }] of yielded.slice(0, -1).entries()) {
    const parents = population.slice(0, 2).map(({ tree }) => format(tree));
    for (const child of draws[1 + 2 * i]!.trees) expect(parents).toContain(format(child));
  }
});

test("a resumed run goes on with the next generation and does not yield the old one again", async () => {
  const { made } = parts(6, 5);
  const third = (await all(algorithm1(made)))[3]!;
  const rest = await all(algorithm1(parts(6, 5).made, third));
  expect(rest.map(({ index }) => index)).toEqual([4, 5]);
  expect(await all(algorithm1(parts(6, 3).made, third))).toEqual([]);
});

test("each random choice has a stream of its own", async () => {
  const { made } = parts(6, 2);
  const first: number[] = [];
  await all(
    algorithm1({
      ...made,
      init: (_, rng) => {
        first.push(rng());
        return leaf(`${first.length / 1000}`);
      },
      select: (ranked, rng) => {
        first.push(rng());
        return ranked;
      },
    }),
  );
  expect(new Set(first).size).toBe(first.length);
  expect(first[0]).toBe(seeded(5, "generation", 0, "init")());
});
