/** From a collection of all terminals to the ranking of what a search over all operations found. */
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wholeVocabulary } from "@eznas/program";
import type { Checkpoint, Report } from "@eznas/search";
import { terminalNames } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eznas, lastLine, small, table } from "../command-line.ts";

const home = await mkdtemp(join(tmpdir(), "eznas-everything-"));
const drawn = [
  "--table",
  table,
  "--column",
  "cifar10_test",
  "--count",
  "12",
  ...small,
  "--batch",
  "4",
  "--resolution",
  "8",
];
const config = join(home, "search.yaml");
const settings = `# yaml-language-server: $schema=../search.schema.json
task: task
operations: all
statistics: all
population: 10
generations: 2
networks-per-task: 12
max-depth: 6
vary:
  crossover: 1
  mutate-point: 1
seed-programs: seeds.txt
backend: wasm
`;

interface Evolved extends Report {
  readonly best: { readonly program: string };
}

beforeAll(async () => {
  const ended = await eznas(["collect", "--out", join(home, "task"), ...drawn, "--statistics", "all"]);
  if (ended.code !== 0) throw new Error(ended.err);
  writeFileSync(join(home, "seeds.txt"), "# rivals\neznas-a\nlogDet(agreement(T1_D))\nmean(eigenvalues(gram(JX_D)))\n");
  writeFileSync(config, settings);
});
afterAll(() => rm(home, { recursive: true }));

const searching = (...args: readonly string[]) => eznas(["search", "--config", config, ...args, "--json"]);

test("a search over everything by a file is the same in one thread and two, resumes, leaks nothing, and its best text ranks", async () => {
  const file = join(home, "run.json");
  const whole = (await searching("--workers", "1")).json<Evolved>();
  const { numTensors } = memory();
  const two = await searching("--workers", "2", "--generations", "1", "--checkpoint", file);
  expect(two.json<Evolved>().generations).toEqual(whole.generations.slice(0, 2));
  const { settings } = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
  expect(settings!.operations.length).toBe(Object.keys(wholeVocabulary.ops).length);
  expect(settings!.terminals).toEqual(terminalNames);
  expect(settings!.seedPrograms!.length).toBe(3);
  const refused = await searching("--workers", "1", "--resume", file, "--vary", "hoist=1", "--operations", "all,-det");
  expect(refused.code).toBe(1);
  expect(lastLine(refused)).toMatch(/another run: vary was .*; operations were 44, now 43/);
  const resumed = (await searching("--workers", "1", "--resume", file)).json<Evolved>();
  expect(resumed.generations).toEqual(whole.generations);
  expect(memory().numTensors).toBe(numTensors);

  const { program } = whole.best;
  const known = whole.finalists.map(({ program }) => program);
  expect(known).toContain(program);
  const metric = `${program},minEigenvalue(gram(JX_D))`;
  const ranked = await eznas(["rank", ...drawn, "--workers", "1", "--metric", metric, "--json"]);
  const [best] = ranked.json<{ readonly metrics: readonly { readonly kendall: number; readonly n: number }[] }>()
    .metrics;
  // All 12 networks were drawn for every generation, with the same inputs and weights.
  const { fitness } = whole.finalists.find((one) => one.program === program)!;
  expect([best!.n, best!.kendall]).toEqual([12, fitness]);
});

test("what is wrong in the file is told with line and column, and the command line counts before the file", async () => {
  const refused = async (text: string, ...args: readonly string[]): Promise<string> => {
    writeFileSync(config, text);
    const ended = await searching("--workers", "1", ...args);
    expect([ended.code, ended.out]).toEqual([1, ""]);
    return lastLine(ended).replace(home, "");
  };
  expect(await refused("task: task\noperations:\n  - all\n  - -detr\n")).toBe(
    'eznas: /search.yaml:4:5: "detr" is no operation; did you mean "det"?',
  );
  expect(await refused("task: task\nstatistics: [T3, T9]\n")).toMatch(
    /^eznas: \/search\.yaml:2:18: "T9" is no statistic/,
  );
  expect(await refused("task: task\nto-scalar: l3\n")).toMatch(/^eznas: \/search\.yaml:2:12: .*"l3" is no toScalar/);
  expect(await refused("populatio: 3\n")).toMatch(/^eznas: \/search\.yaml:1:1: there is no option "populatio"/);
  expect(await refused("population: 12\n")).toMatch(/nothing to evolve against: give --task, or task/);
  expect(await refused("task: task\npopulation: 12\n", "--population", "2", "--statistics", "T9")).toMatch(
    /^eznas: --statistics: "T9" is no statistic/,
  );
  expect(await refused("task: task\npopulation: 4\n", "--networks-per-task", "99")).toMatch(
    /networksPerTask asks for 99/,
  );
});
