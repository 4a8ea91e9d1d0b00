/** A search's options on the command line. */
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  optionEntries,
  problemOf,
  type SearchOption,
  type SearchOptionName,
  type SearchValues,
  type Value,
} from "../search-config/options.ts";
import { list, wholeNumber } from "./options.ts";

/** Adds an option for every entry of the table. */
export function withSearchOptions(command: Command): Command {
  for (const [name, { argument, kind, description, default: value, otherwise }] of optionEntries) {
    const said = otherwise === undefined ? description : `${description} (default: ${otherwise})`;
    const option = new Option(`--${name} ${argument}`, said);
    if (kind.type === "whole") option.argParser(wholeNumber(kind.least));
    if (kind.type === "choice") option.choices([...kind.of]);
    if (kind.type === "names") option.argParser(list);
    if (kind.type === "weights") option.argParser((text) => weights(text, kind));
    if (value !== undefined) option.default(value, kind.type === "weights" ? written(value) : undefined);
    command.addOption(option);
  }
  return command;
}

/** What was given on the command line, and not the defaults. */
export function valuesOf(command: Command): SearchValues {
  const values: Partial<Record<SearchOptionName, Value>> = {};
  for (const [name] of optionEntries) {
    const key = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (command.getOptionValueSource(key) === "cli") values[name] = command.getOptionValue(key) as Value;
  }
  return values;
}

/** `crossover=0.4,reproduce=0.2`. */
function weights(text: string, kind: SearchOption["kind"]): Value {
  const parts = list(text).map((part) => part.split("=").map((half) => half.trim()));
  const value = Object.fromEntries(
    parts.map(([name = "", weight = ""]) => [name, weight === "" ? Number.NaN : Number(weight)]),
  );
  const problem = problemOf(kind, value);
  if (problem) throw new InvalidArgumentError(`${problem.replace(/, got .*$/, "")}, as in crossover=2,hoist=1.`);
  return value;
}

const written = (value: Value): string =>
  Object.entries(value)
    .map(([name, weight]) => `${name}=${weight}`)
    .join(",");
