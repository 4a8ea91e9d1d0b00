import { resolve } from "node:path";
import { expect, test } from "vitest";
import { optionEntries, problemOf } from "../../src/search-config/options.ts";
import { parseConfig } from "../../src/search-config/read-config.ts";

test("options are read by name, paths relative to the file, one entry of a list without a list", () => {
  const { values } = parseConfig(
    "runs/search.yaml",
    "task: [tasks/a, /tasks/b]\npopulation: 30 # few\nvary:\n  hoist: 1\noperations: -det\nseed-programs: seeds.txt\n",
  );
  expect(values).toEqual({
    task: [resolve("runs/tasks/a"), "/tasks/b"],
    population: 30,
    vary: { hoist: 1 },
    operations: ["-det"],
    "seed-programs": resolve("runs/seeds.txt"),
  });
});

test("a file of nothing but comments gives no options", () => {
  expect(parseConfig("a.yaml", "# later\n").values).toEqual({});
});

test("the place of a value and of an entry of its list", () => {
  const config = parseConfig("a.yaml", "statistics:\n  - T3\n  - JX_D\n");
  expect([config.at("statistics"), config.at("statistics", 1)]).toEqual(["a.yaml:2:3", "a.yaml:3:5"]);
});

test.each<[string, string]>([
  ["population: [30", "a.yaml:1:16: "],
  ["- task", "a.yaml:1:1: expected options by name"],
  ["seed: 1\npopulatoin: 30\n", 'a.yaml:2:1: there is no option "populatoin"; did you mean "population"?'],
  ["seed: 1\nseed: 2\n", "a.yaml:2:1: Map keys must be unique"],
  ["population: fifty", 'a.yaml:1:13: population: expected a whole number from 2 up, got "fifty"'],
  ["population: 1.5", "a.yaml:1:13: population: expected a whole number from 2 up, got 1.5"],
  ["population:", "a.yaml:1:1: population has no value"],
  ["fitness: tau", 'a.yaml:1:10: fitness: expected one of kendall, spearman, pearson, weighted-tau, got "tau"'],
  ["task:\n  - a\n  - 7\n", 'a.yaml:3:5: task: expected a list of texts, got ["a",7]'],
  ["vary:\n  hoist: 1\n  swap: 2\n", "a.yaml:3:3: vary: expected weights of crossover"],
  ["vary:\n  hoist: much\n", "a.yaml:2:10: vary: expected weights from 0 up"],
  ["vary: { hoist: 0 }", "a.yaml:1:7: vary: expected a weight above 0"],
])("%j is refused with its line and column", (text, message) => {
  expect(() => parseConfig("a.yaml", text)).toThrow(message);
});

test("every default is a value of its option", () => {
  for (const [name, { kind, default: value }] of optionEntries)
    if (value !== undefined && name !== "test") expect([name, problemOf(kind, value)]).toEqual([name, undefined]);
});

test("a list that is endlessly deep is refused in words, with its place", () => {
  expect(() => parseConfig("a.yaml", `population: ${"[".repeat(100_000)}`)).toThrow(
    /^a\.yaml:1:\d+: lists and options lie too deep in each other$/,
  );
});
