/** Operations and terminals chosen by a list of names, groups and what to leave out. */
import { suggest } from "@eznas/gp";
import { interSampleOps } from "@eznas/ops";
import { interSampleNames } from "@eznas/stats";

/** What there is to choose from. */
export interface Choice {
  /** What one of them is called. */
  readonly what: "operation" | "statistic";
  /** In the order in which they are given, whatever the list's order. */
  readonly all: readonly string[];
  /** The group `between-samples`. */
  readonly betweenSamples: ReadonlySet<string>;
}

const betweenSamples = {
  operation: new Set(Object.keys(interSampleOps)),
  statistic: new Set<string>(interSampleNames),
} as const;

/** A choice among operations or terminals, those between samples as the group of that name. */
export const choiceOf = (what: Choice["what"], all: readonly string[]): Choice => ({
  what,
  all,
  betweenSamples: betweenSamples[what],
});

/** The words that stand for several names. */
export const groups = ["all", "standard", "between-samples"] as const;

/** What is chosen where there is no list: all but those between samples. */
export const standard = ({ all, betweenSamples }: Choice): readonly string[] =>
  all.filter((name) => !betweenSamples.has(name));

/**
 * The names that a list chooses, read from left to right: a name or a group (`all`, `standard`, `between-samples`) adds, with a minus it takes
 * away. A list that begins with a minus or with `between-samples` changes the standard ones.
 *
 * Throws a RangeError for what is neither a name nor a group, and where nothing is left.
 */
export function chosen(list: readonly string[], choice: Choice): readonly string[] {
  const { what, all } = choice;
  const [first = ""] = list;
  const names = new Set(first.startsWith("-") || first === "between-samples" ? standard(choice) : []);
  for (const entry of list) {
    const problem = problemOf(entry, choice);
    if (problem) throw new RangeError(problem);
    for (const name of meant(entry.replace(/^-/, ""), choice)) {
      if (entry.startsWith("-")) names.delete(name);
      else names.add(name);
    }
  }
  if (names.size === 0) throw new RangeError(`the list of ${what}s leaves none: ${list.join(",")}`);
  return all.filter((name) => names.has(name));
}

/** What is wrong with an entry of a list; undefined where nothing is. */
export function problemOf(entry: string, choice: Choice): string | undefined {
  const name = entry.replace(/^-/, "");
  if (meant(name, choice).length > 0 || (groups as readonly string[]).includes(name)) return undefined;
  const { what, all } = choice;
  return `"${name}" is no ${what}; ${suggest(name, [...all, ...groups])}`;
}

function meant(name: string, choice: Choice): readonly string[] {
  const { all, betweenSamples } = choice;
  if (name === "all") return all;
  if (name === "standard") return standard(choice);
  if (name === "between-samples") return all.filter((one) => betweenSamples.has(one));
  return all.includes(name) ? [name] : [];
}
