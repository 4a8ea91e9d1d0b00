import { format } from "@eznas/gp";
import { ops } from "@eznas/ops";
import { formatHead } from "@eznas/program";
import { heads, programs } from "@eznas/program/testing";
import { statisticNames } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Checkpoint,
  CheckpointError,
  checkpoint,
  type Individual,
  type Ranked,
  type RunSettings,
  restore,
  type Generation as SearchGeneration,
} from "../src/index.ts";

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
const counts = fc.record({ shape: fc.nat(1000), "non-finite": fc.nat(1000) });
const behaviour = fc.record({ name: fc.string(), does: fc.string() });
const settings: fc.Arbitrary<RunSettings> = fc.record({
  population: fc.nat(),
  maxDepth: fc.nat(),
  tasksPerGeneration: fc.nat(),
  networksPerTask: fc.nat(),
  hallOfFame: fc.nat(),
  probeNetworks: fc.nat(),
  probeInstances: fc.nat(),
  triesPerProgram: fc.nat(),
  metric: fc.string(),
  operations: fc.array(fc.string(), { maxLength: 3 }),
  terminals: fc.array(fc.string(), { maxLength: 3 }),
  init: behaviour,
  vary: behaviour,
  select: behaviour,
  fitness: behaviour,
  tasks: fc.array(
    fc.record({
      name: fc.string(),
      networks: fc.array(fc.string(), { maxLength: 3 }),
      accuracies: fc.string(),
      statistics: fc.option(fc.string()),
    }),
    { maxLength: 2 },
  ),
});
const reported = fc.record({
  index: fc.nat(),
  best: fc.record({ program: fc.string(), fitness, tasks: fc.constant([]) }),
  median: fitness,
  failed: fc.nat(),
  rejections: counts,
});
const generations: fc.Arbitrary<SearchGeneration> = fc
  .record({
    settings,
    history: fc.array(reported, { maxLength: 3 }),
    seed: fc.integer(),
    index: fc.nat(),
    best: ranked,
    others: fc.array(fc.oneof(ranked, failed), { maxLength: 5 }),
    hallOfFame: fc.array(ranked, { maxLength: 3 }),
    head: fc.option(heads().map(formatHead), { nil: "" }),
    rejections: counts,
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

const nested = (depth: number): string => `${"abs(".repeat(depth)}T3${")".repeat(depth)}`;

const good = (): Checkpoint =>
  checkpoint({
    ...fc.sample(generations, 1)[0]!,
    hallOfFame: [],
  });

test.each([
  ["nothing", undefined],
  ["a list", []],
  ["another format", { ...good(), format: "eznas-search/3" }],
])("%s is no checkpoint", (_, saved) => {
  expect(() => restore(saved as unknown as Checkpoint, set)).toThrow(
    new CheckpointError("it is no checkpoint of a search"),
  );
});

test("a checkpoint of an earlier release says what it lacks", () => {
  expect(() => restore({ ...good(), format: "eznas-search/1" } as unknown as Checkpoint, set)).toThrow(
    "it is of an earlier release, which did not write down what decides a run",
  );
});

/** Every place of plain data, as a way to put something else there, or nothing. */
function* places(value: unknown, at = ""): Generator<readonly [string, (root: unknown, other: unknown) => void]> {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const path = Array.isArray(value) ? `${at}[${key}]` : at === "" ? key : `${at}.${key}`;
    const keys = path.match(/[^.[\]]+/g)!;
    yield [
      path,
      (root, other) => {
        type Owner = Record<string, unknown>;
        const owner = keys.slice(0, -1).reduce((inner, name) => inner[name] as Owner, root as Owner);
        if (other === undefined) delete owner[keys.at(-1)!];
        else owner[keys.at(-1)!] = other;
      },
    ];
    yield* places((value as Record<string, unknown>)[key], path);
  }
}

const full = (): Checkpoint => {
  const of = fc.sample(generations, { numRuns: 300, seed: 4 });
  const rich = of.find(
    ({ settings, history, population, tasks, hallOfFame }) =>
      settings!.tasks.some(({ networks, statistics }) => networks.length > 0 && statistics !== null) &&
      history!.length > 0 &&
      hallOfFame.length > 0 &&
      tasks.length > 0 &&
      population.some(({ ok }) => !ok),
  )!;
  return JSON.parse(JSON.stringify(checkpoint(rich)));
};
const optionalFields = ["settings", "history"];

test("whatever field is missing or of another kind, the error names it", () => {
  const whole = full();
  restore(structuredClone(whole), set);
  let tried = 0;
  for (const [path, put] of places(whole)) {
    const names = path.replace(/\[\d+\]$/, "").split(/[.[]/)[0]!;
    for (const other of [undefined, {}, Number.POSITIVE_INFINITY]) {
      if (other === undefined && (path.endsWith("]") || optionalFields.includes(path))) continue;
      const damaged = structuredClone(whole);
      put(damaged, other);
      const restoring = (): unknown => restore(damaged, set);
      expect(restoring, `${path} = ${other}`).toThrow(CheckpointError);
      if (path !== "format") expect(restoring, `${path} = ${other}`).toThrow(names);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(100);
});

test.each([
  ["a fitness of null", { fitness: null }, "population[0].fitness must be a finite number, got null"],
  ["a fitness as text", { fitness: "abc" }, 'population[0].fitness must be a finite number, got "abc"'],
  [
    "a fitness beyond all",
    { fitness: JSON.parse("1e999") },
    "population[0].fitness must be a finite number, got Infinity",
  ],
  ["no program", { program: undefined }, "population[0].program must be a text, but it is missing"],
  ["an unknown operation", { program: "cubed(T3)" }, 'population[0].program: parse: unknown operation "cubed"'],
  ["a program that is too deep", { program: nested(11) }, "population[0].program: parse: the tree is deeper than 10"],
  ["one that is far too deep", { program: nested(5000) }, "population[0].program: parse: the tree is deeper than 10"],
])("%s is refused", (_, more, message) => {
  const [first] = good().population;
  const saved = { ...good(), population: [{ ...first, ok: true, ...more }], hallOfFame: [] };
  expect(() => restore(saved as unknown as Checkpoint, set, { maxDepth: 10 })).toThrow(message);
});

test("an index that is text, and a population without a ranked program, are refused", () => {
  expect(() => restore({ ...good(), index: "3" } as unknown as Checkpoint, set)).toThrow(
    'index must be a whole number from 0 up, got "3"',
  );
  expect(() => restore({ ...good(), population: [] }, set)).toThrow(
    "population[0] must be a program with a fitness, but it is missing",
  );
});
