/** What decides a search, each once: the options of the command line, the keys of a configuration file and its JSON Schema. */
import { availableParallelism } from "node:os";
import { defaultVocabulary, type ReductionTable, wholeVocabulary } from "@eznas/program";
import { paperDefaults } from "@eznas/search";
import { groups } from "../choice.ts";
import { fitnesses, initializers, selections, variations } from "./parts.ts";

/** What a value may be. */
export type ValueKind =
  | { readonly type: "whole"; readonly least: number }
  | { readonly type: "text" }
  /** A file or a folder; in a configuration file it is relative to that. */
  | { readonly type: "path" }
  | { readonly type: "paths" }
  /** A list of names; those that are `known` are offered, others may be of one's own. */
  | { readonly type: "names"; readonly known: readonly string[] }
  | { readonly type: "choice"; readonly of: readonly string[] }
  /** Weights by name, of which one is above 0. */
  | { readonly type: "weights"; readonly of: readonly string[] };

export type Value = number | string | readonly string[] | Readonly<Record<string, number>>;

export interface SearchOption {
  /** What the command line calls its value. */
  readonly argument: string;
  readonly kind: ValueKind;
  readonly description: string;
  readonly default?: Value;
  /** What `--help` says of a default that is none of the values. */
  readonly otherwise?: string;
}

export type SearchOptionName =
  | "task"
  | "test"
  | "hold-out"
  | "seed"
  | "generations"
  | "population"
  | "networks-per-task"
  | "tasks-per-generation"
  | "operations"
  | "statistics"
  | "to-scalar"
  | "aggregate"
  | "fitness"
  | "max-depth"
  | "init"
  | "init-min-depth"
  | "init-max-depth"
  | "select"
  | "tournament-size"
  | "parents"
  | "vary"
  | "hall-of-fame"
  | "seed-programs"
  | "baseline"
  | "pattern"
  | "setup"
  | "workers"
  | "backend"
  | "store"
  | "checkpoint"
  | "resume";

const whole = (least: number) => ({ argument: "<n>", kind: { type: "whole", least } }) as const;
const choice = (table: object) => ({ argument: "<name>", kind: { type: "choice", of: Object.keys(table) } }) as const;
const names = (known: readonly string[]) => ({ argument: "<list>", kind: { type: "names", known } }) as const;

/** The names of a table; those that take numbers, with what they take. */
function reductions(table: ReductionTable): string {
  const all = Object.entries(table).map(([name, entry]) =>
    typeof entry === "function" ? name : `${name}(${entry.parameters})`,
  );
  return all.join(", ");
}

const listed = `names and ${groups.join(", ")}, with a minus what to leave out`;

/** By their names in a configuration file, which are the command line's without the dashes before them. */
export const searchOptions: Readonly<Record<SearchOptionName, SearchOption>> = {
  task: { argument: "<folders...>", kind: { type: "paths" }, description: "datasets to evolve against" },
  test: {
    argument: "<folders...>",
    kind: { type: "paths" },
    description: "datasets to test the finalists on",
    default: [],
  },
  "hold-out": {
    ...whole(0),
    description: "networks of each task to test the finalists on instead",
    default: 0,
  },
  seed: { ...whole(0), description: "seed of everything random", default: 1 },
  generations: {
    ...whole(0),
    description: "generations after the initial population",
    default: paperDefaults.generations,
  },
  population: { ...whole(2), description: "programs in each generation", default: paperDefaults.population },
  "networks-per-task": {
    ...whole(3),
    description: "networks drawn from a task for a generation",
    default: paperDefaults.networksPerTask,
  },
  "tasks-per-generation": {
    ...whole(1),
    description: "tasks drawn for a generation",
    otherwise: `${paperDefaults.tasksPerGeneration}, or all where there are fewer`,
  },
  operations: {
    ...names(Object.keys(wholeVocabulary.ops)),
    description: `what trees are made of: ${listed}`,
    otherwise: "standard, the 34",
  },
  statistics: {
    ...names(wholeVocabulary.terminals),
    description: `what trees may read: ${listed}`,
    otherwise: "all that every dataset has",
  },
  "to-scalar": {
    argument: "<name>",
    kind: { type: "text" },
    description: `from a program's output on an instance to a number: ${reductions(defaultVocabulary.toScalars)}`,
    default: "mean",
  },
  aggregate: {
    argument: "<name>",
    kind: { type: "text" },
    description: `from the instances' numbers to the score: ${reductions(defaultVocabulary.aggregates)}`,
    default: "mean",
  },
  fitness: {
    ...choice(fitnesses),
    description: "how scores are compared with accuracies: a rank correlation",
    default: "kendall",
  },
  "max-depth": {
    ...whole(0),
    description: "the deepest a program may be; a statistic alone has depth 0",
    default: paperDefaults.maxDepth,
  },
  init: { ...choice(initializers), description: "how new programs are drawn", default: "ramped" },
  "init-min-depth": { ...whole(0), description: "the least depth that a new program is drawn for", default: 2 },
  "init-max-depth": { ...whole(0), description: "the largest depth that a new program is drawn for", default: 6 },
  select: { ...choice(selections), description: "how parents are chosen", default: "tournament" },
  "tournament-size": { ...whole(1), description: "programs in a tournament", default: 4 },
  parents: { ...whole(1), description: "parents that are chosen for a generation", default: 25 },
  vary: {
    argument: "<weights>",
    kind: { type: "weights", of: Object.keys(variations) },
    description: `how children are made, with weights, as in crossover=2,hoist=1: ${Object.keys(variations).join(", ")}`,
    default: { crossover: 0.4, "mutate-subtree": 0.4, reproduce: 0.2 },
  },
  "hall-of-fame": { ...whole(1), description: "programs kept of all generations", default: paperDefaults.hallOfFame },
  "seed-programs": {
    argument: "<file>",
    kind: { type: "path" },
    description: "metrics of the initial population: one text or name of the zoo a line, # before comments",
  },
  baseline: {
    argument: "<list>",
    kind: { type: "text" },
    description: "programs to test beside the finalists, and combinations of them, as meanRank(eznas-a, snip)",
    otherwise: "those of the zoo that read what the datasets have",
  },
  pattern: {
    argument: "<name>",
    kind: { type: "text" },
    description: "what the instances of the tasks must be",
    otherwise: "what they are",
  },
  setup: {
    argument: "<module>",
    kind: { type: "path" },
    description: "a module of your own whose operations, terminals, reductions, patterns and proxies metrics may name",
  },
  workers: {
    ...whole(1),
    description: "threads, which change the time and not the result",
    default: availableParallelism(),
  },
  backend: {
    argument: "<name>",
    kind: { type: "choice", of: ["auto", "tensorflow", "wasm", "cpu"] },
    description: "tfjs backend: auto takes wasm, else tfjs-node, else cpu",
    default: "auto",
  },
  store: {
    argument: "<folder>",
    kind: { type: "path" },
    description: "scores that runs share: what one has computed, no other computes again",
  },
  checkpoint: {
    argument: "<file>",
    kind: { type: "path" },
    description: "written after each generation",
    otherwise: "the file of --resume",
  },
  resume: { argument: "<file>", kind: { type: "path" }, description: "go on from a checkpoint" },
};

/** Values by the options' names. */
export type SearchValues = Readonly<Partial<Record<SearchOptionName, Value>>>;

/** The options as the table says of each, whatever its literal type. */
export const optionEntries: readonly (readonly [SearchOptionName, SearchOption])[] = Object.entries(searchOptions) as [
  SearchOptionName,
  SearchOption,
][];

/** What is wrong with a value; undefined where nothing is. */
export function problemOf(kind: ValueKind, value: unknown): string | undefined {
  const got = (expected: string): string => `expected ${expected}, got ${JSON.stringify(value)}`;
  switch (kind.type) {
    case "whole":
      if (!Number.isSafeInteger(value) || (value as number) < kind.least)
        return got(`a whole number from ${kind.least} up`);
      return undefined;
    case "choice":
      return kind.of.includes(value as string) ? undefined : got(`one of ${kind.of.join(", ")}`);
    case "text":
    case "path":
      return typeof value === "string" && value !== "" ? undefined : got("a text");
    case "paths":
    case "names":
      return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && one !== "")
        ? undefined
        : got("a list of texts");
    case "weights":
      return weightsProblem(kind.of, value) && got(weightsProblem(kind.of, value)!);
  }
}

function weightsProblem(known: readonly string[], value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "weights by name";
  const weights = Object.entries(value as Readonly<Record<string, unknown>>);
  if (weights.some(([name]) => !known.includes(name))) return `weights of ${known.join(", ")}`;
  if (!weights.every(([, weight]) => typeof weight === "number" && Number.isFinite(weight) && weight >= 0))
    return "weights from 0 up";
  return weights.some(([, weight]) => (weight as number) > 0) ? undefined : "a weight above 0";
}
