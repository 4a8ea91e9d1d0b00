/** What a search is to do: what the command line says, then a configuration file, then the defaults. */
import type { BackendName } from "@eznas/kernels";
import type { OpTable } from "@eznas/ops";
import { type Head, readHead, splitText, type Vocabulary } from "@eznas/program";
import type { SearchOptions } from "@eznas/search";
import { type Choice, choiceOf, chosen, problemOf, standard } from "../choice.ts";
import { type SearchOptionName, type SearchValues, searchOptions, type Value } from "./options.ts";
import { fitnesses, initializers, selections, variationsOf } from "./parts.ts";
import { readConfig, type SearchConfig } from "./read-config.ts";

/** Options by name, each with where it was given. */
export interface GivenOptions {
  readonly values: SearchValues;
  /** `file:line:column: ` of a value that a configuration file gave, nothing for one of the command line. */
  before(name: SearchOptionName, entry?: number): string;
}

/** Puts what the command line says before what a configuration file says. */
export async function given(ofCommandLine: SearchValues, file: string | undefined): Promise<GivenOptions> {
  const config: SearchConfig | undefined = file === undefined ? undefined : await readConfig(file);
  return {
    values: { ...config?.values, ...ofCommandLine },
    before: (name, entry) =>
      config && name in config.values && !(name in ofCommandLine) ? `${config.at(name, entry)}: ` : "",
  };
}

/** An option's value, or its default. */
export function optionOf<V extends Value>({ values }: GivenOptions, name: SearchOptionName): V | undefined {
  return (values[name] ?? searchOptions[name].default) as V | undefined;
}

/** The names that a list chooses, with the place of what is wrong in it. */
function names(
  options: GivenOptions,
  name: "operations" | "statistics",
  choice: Choice,
): readonly string[] | undefined {
  const list = optionOf<readonly string[]>(options, name);
  if (!list) return undefined;
  for (const [i, entry] of list.entries()) {
    const problem = problemOf(entry, choice);
    if (problem) throw new RangeError(`${options.before(name, i) || `--${name}: `}${problem}`);
  }
  return chosen(list, choice);
}

/** The operations and the statistics to search over, of those that there are and that every dataset has. */
export function primitivesOf(
  options: GivenOptions,
  vocabulary: Vocabulary<string>,
  shared: readonly string[],
): SearchOptions["primitives"] & object {
  const operations = choiceOf("operation", Object.keys(vocabulary.ops));
  const chosenOps = names(options, "operations", operations) ?? standard(operations);
  const ops: OpTable = Object.fromEntries(chosenOps.map((name) => [name, vocabulary.ops[name]!]));
  const known = [...new Set([...vocabulary.terminals, ...shared])];
  const asked = names(options, "statistics", choiceOf("statistic", known));
  // A group means those of it that there are; a name that is not there is a mistake.
  const listed = optionOf<readonly string[]>(options, "statistics") ?? [];
  const missing = listed.findIndex((name) => known.includes(name) && !shared.includes(name));
  if (missing >= 0)
    throw new RangeError(
      `${options.before("statistics", missing) || "--statistics: "}${listed[missing]} was not collected for every dataset; ` +
        `they have ${shared.join(", ")}`,
    );
  const terminals = asked ? shared.filter((name) => asked.includes(name)) : shared;
  if (terminals.length === 0)
    throw new RangeError(
      `${options.before("statistics") || "--statistics: "}the datasets have none of these; they have ${shared.join(", ")}`,
    );
  return { ops, terminals };
}

/** The toScalar and the aggregate. */
export function headOf(options: GivenOptions, vocabulary: Vocabulary<string>): Head {
  const [toScalar, aggregate] = [optionOf<string>(options, "to-scalar"), optionOf<string>(options, "aggregate")];
  try {
    return readHead(splitText(`${aggregate} of ${toScalar}:`), vocabulary);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const at = options.before(/no toScalar|the toScalar/.test(cause.message) ? "to-scalar" : "aggregate");
    throw new SyntaxError(`${at}${cause.message}`, { cause });
  }
}

type Decided = Pick<
  SearchOptions,
  | "seed"
  | "generations"
  | "population"
  | "networksPerTask"
  | "tasksPerGeneration"
  | "maxDepth"
  | "hallOfFame"
  | "init"
  | "select"
  | "vary"
  | "fitness"
>;

/** What of a search is neither data nor language. */
export function algorithmOf(options: GivenOptions): Decided {
  const number = (name: SearchOptionName): number => optionOf<number>(options, name)!;
  const named = <T>(name: SearchOptionName, table: Readonly<Record<string, T>>): T =>
    table[optionOf<string>(options, name)!]!;
  const range = { minDepth: number("init-min-depth"), maxDepth: number("init-max-depth") };
  if (range.minDepth > range.maxDepth)
    throw new RangeError(
      `${options.before("init-min-depth")}init-min-depth ${range.minDepth} is above init-max-depth ${range.maxDepth}`,
    );
  const tasksPerGeneration = optionOf<number>(options, "tasks-per-generation");
  return {
    seed: number("seed"),
    generations: number("generations"),
    population: number("population"),
    networksPerTask: number("networks-per-task"),
    ...(tasksPerGeneration !== undefined && { tasksPerGeneration }),
    maxDepth: number("max-depth"),
    hallOfFame: number("hall-of-fame"),
    init: named("init", initializers)(range),
    select: named("select", selections)({ size: number("tournament-size"), keep: number("parents") }),
    vary: variationsOf(optionOf<Readonly<Record<string, number>>>(options, "vary")!),
    fitness: named("fitness", fitnesses),
  };
}

/** The backend, which a choice has made sure is one. */
export const backendOf = (options: GivenOptions): BackendName | "auto" =>
  optionOf<string>(options, "backend") as BackendName | "auto";
