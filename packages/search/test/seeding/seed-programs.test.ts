import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { eznasA, formatProgram, program, sum, toScalars } from "@eznas/program";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  checkpoint,
  evaluatePopulation,
  type Generation,
  paperDefaults,
  type SearchOptions,
  sampleTasks,
  search,
} from "../../src/index.ts";
import { toyTask } from "../toy-tasks.ts";

const task = toyTask("DARTS", 12);
const options = {
  seed: 7,
  tasks: [task],
  population: 8,
  generations: 2,
  networksPerTask: 10,
  probeNetworks: 2,
} satisfies SearchOptions;
const best = "mean(abs(T1_D))";

beforeAll(() => useBackend("wasm"));

async function all(more: Partial<SearchOptions>): Promise<readonly Generation[]> {
  const generations: Generation[] = [];
  for await (const generation of search({ ...options, ...more })) generations.push(generation);
  return generations;
}

test("a search begins at the best that it is given, and not below it", async () => {
  const texts = [best, formatProgram(eznasA), "numel(T3)"];
  const [first] = await all({ generations: 0, seedPrograms: texts });
  const trees = first!.population.map(({ tree }) => format(tree));
  for (const text of texts) expect(trees).toContain(text);
  expect(first!.population.length).toBe(8);
  const [{ networks }] = first!.tasks as readonly [Generation["tasks"][number]];
  const sampled = [{ dataset: task, networks: networks.map((id) => task.networks.find((one) => one.id === id)!) }];
  const { fitness } = paperDefaults;
  const known = await evaluatePopulation(
    texts.map((text) => program(text)),
    sampled,
    { fitness },
  );
  for (const one of known) if (one.ok) expect(first!.best.fitness).toBeGreaterThanOrEqual(one.fitness);
  expect(known[0]!.ok && known[0]!.fitness).toBeGreaterThan(0.5); // else the test shows nothing
  expect(sampleTasks([task], { tasksPerGeneration: 1, networksPerTask: 10 }, () => 0.5).length).toBe(1);
});

test("no seed programs change nothing, and others take places of drawn ones in order", async () => {
  const texts = (generations: readonly Generation[]): readonly string[] =>
    generations.map((one) => JSON.stringify(checkpoint(one)));
  expect(texts(await all({ seedPrograms: [] }))).toEqual(texts(await all({})));
});

test("a resumed search goes on as an unbroken one, and refuses other seed programs", async () => {
  const generations = await all({ seedPrograms: [best] });
  const resume = JSON.parse(JSON.stringify(checkpoint(generations[0]!)));
  const rest = await all({ seedPrograms: [`mean( ${best.slice(5)}`], resume });
  expect(rest.map((one) => JSON.stringify(checkpoint(one)))).toEqual(
    generations.slice(1).map((one) => JSON.stringify(checkpoint(one))),
  );
  expect(() => search({ ...options, resume })).toThrow(/another run: seed programs were 1, now 0 \(without "mean\(abs/);
});

test.each<[readonly string[], Partial<SearchOptions>, RegExp]>([
  [["abs(T9)"], {}, /^search: seed program "abs\(T9\)": parse: unknown terminal "T9"/],
  [["sum of mean: T3"], {}, /^search: seed program "sum of mean: T3": it is a metric "sum of mean: <tree>"/],
  [["T3"], { aggregate: sum }, /it is a metric "<tree>", and the search evolves "sum of mean: <tree>"/],
  [["abs(abs(T3))"], { maxDepth: 1 }, /its depth is 2, maxDepth is 1/],
  [["T3", " T3"], {}, /it comes twice/],
  [["T3", "T1_D", "T4_D"], { population: 2 }, /3 seed programs do not fit into a population of 2/],
])("%j is refused at once with the reason", (seedPrograms, more, message) => {
  expect(() => search({ ...options, ...more, seedPrograms })).toThrow(message);
});

test("a seed without a score on the tasks' networks is refused when the search begins, with the reason", async () => {
  await expect(all({ seedPrograms: ["matMul(T1_D, T3)"] })).rejects.toThrow(
    /seed program "matMul\(T1_D, T3\)": an operation of it does not apply to the shapes/,
  );
  await expect(all({ seedPrograms: ["reciprocal(sub(T3, T3))"] })).rejects.toThrow(
    /seed program "reciprocal\(sub\(T3, T3\)\)": it is NaN or infinite/,
  );
});

test("any texts that a search wrote are seeds of another with its toScalar", async () => {
  const toScalar = toScalars["l2"] as NonNullable<SearchOptions["toScalar"]>;
  const [first] = await all({ generations: 0, toScalar });
  const written = checkpoint(first!).population.map(({ program }) => program);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...new Set(written)), { maxLength: 4 }), async (seedPrograms) => {
      const [again] = await all({ generations: 0, toScalar, seedPrograms, seed: 9 });
      const found = checkpoint(again!).population.map(({ program }) => program);
      expect(found).toEqual(expect.arrayContaining(seedPrograms));
    }),
    { numRuns: 3 },
  );
});
