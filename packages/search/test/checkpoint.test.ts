import { format } from "@eznas/gp";
import { ops } from "@eznas/ops";
import { formatHead } from "@eznas/program";
import { heads, programs } from "@eznas/program/testing";
import { statisticNames } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Checkpoint, checkpoint, type Generation, type Individual, type Ranked, restore } from "../src/index.ts";

const set = { ops, terminals: statisticNames };
const fitness = fc.double({ min: -1, max: 1, noNaN: true }).map((x) => x + 0);
const trees = programs().map(({ tree }) => tree);
const ranked: fc.Arbitrary<Ranked> = fc.record({
  ok: fc.constant(true as const),
  tree: trees,
  fitness,
  tasks: fc.array(fc.record({ task: fc.string(), value: fitness }), { maxLength: 3 }),
});
const failed: fc.Arbitrary<Individual> = fc.record({
  ok: fc.constant(false as const),
  tree: trees,
  failure: fc.oneof(
    fc.record({ reason: fc.constant("no-correlation" as const), task: fc.string() }),
    fc.record({
      reason: fc.constantFrom("shape" as const, "non-finite" as const),
      task: fc.string(),
      network: fc.string(),
      instance: fc.string(),
    }),
  ),
});
const generations: fc.Arbitrary<Generation> = fc
  .record({
    seed: fc.integer(),
    index: fc.nat(),
    best: ranked,
    others: fc.array(fc.oneof(ranked, failed), { maxLength: 5 }),
    hallOfFame: fc.array(ranked, { maxLength: 3 }),
    head: fc.option(heads().map(formatHead), { nil: "" }),
    rejections: fc.record({ shape: fc.nat(1000), "non-finite": fc.nat(1000) }),
    tasks: fc.array(fc.record({ task: fc.string(), networks: fc.array(fc.string(), { maxLength: 3 }) }), {
      maxLength: 2,
    }),
  })
  .map(({ others, head, ...rest }) => ({
    ...rest,
    ...(head && { head }),
    population: [rest.best, ...others],
    rejected: rest.rejections.shape + rest.rejections["non-finite"],
  }));

test("a generation comes back from its written checkpoint as it was", () => {
  fc.assert(
    fc.property(generations, (generation) => {
      const written = JSON.stringify(checkpoint(generation));
      const back = restore(JSON.parse(written), set);
      expect(back).toEqual(JSON.parse(JSON.stringify(generation)));
      expect(JSON.stringify(checkpoint(back))).toBe(written);
    }),
    { numRuns: 200 },
  );
});

test("a checkpoint holds programs as texts", () => {
  fc.assert(
    fc.property(generations, (generation) => {
      const { population, hallOfFame } = checkpoint(generation);
      const textOf = ({ tree }: Individual): string => (generation.head ?? "") + format(tree);
      expect(population.map(({ program }) => program)).toEqual(generation.population.map(textOf));
      expect(hallOfFame.map(({ program }) => program)).toEqual(generation.hallOfFame.map(textOf));
    }),
    { numRuns: 50 },
  );
});

const good = (): Checkpoint =>
  checkpoint({
    ...fc.sample(generations, 1)[0]!,
    hallOfFame: [],
  });

test.each([
  ["nothing", undefined],
  ["a list", []],
  ["another format", { ...good(), format: "eznas-search/2" }],
  ["a population that is no list", { ...good(), population: {} }],
])("%s is no checkpoint", (_, saved) => {
  expect(() => restore(saved as unknown as Checkpoint, set)).toThrow(
    'restore: expected a checkpoint with format "eznas-search/1"',
  );
});

test("a checkpoint without a ranked program is refused", () => {
  expect(() => restore({ ...good(), population: [] }, set)).toThrow("does not begin with a ranked program");
});

test("a program that the set does not have is a syntax error", () => {
  const [first] = good().population;
  const saved = { ...good(), population: [{ ...first!, program: "cubed(T3)" }] };
  expect(() => restore(saved, set)).toThrow(SyntaxError);
});

test("programs that differ in more than their trees are of no search", () => {
  const [first] = good().population;
  const saved = {
    ...good(),
    population: [
      { ...first!, program: "l2: T3" },
      { ...first!, program: "T3" },
    ],
  };
  expect(() => restore(saved, set)).toThrow('differ in their trees alone, but these have "l2: " and "" before them');
});
