/** What the instances of a run are: what those of its tasks are, which were collected by one pattern or another. */
import { type PatternTable, patternNamed, patterns as published } from "@eznas/program";
import type { Dataset, Pattern } from "@eznas/stats";

export interface PatternChoice {
  readonly pattern?: Pattern | undefined;
  readonly patterns?: PatternTable | undefined;
}

/**
 * The pattern that all of the datasets were collected by, which is the one that was asked for if any was; undefined
 * where no dataset says its own and none was asked for.
 *
 * Throws a RangeError for datasets of several patterns, for another than was asked for, and for one that the patterns
 * lack.
 *
 * @example
 * ```ts
 * import { patternOf } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const task = { ...inMemory("toy", []), pattern: "mobile" };
 * patternOf("search", [task])?.links.length; // → 5
 * ```
 */
export function patternOf(
  caller: string,
  datasets: readonly Pick<Dataset, "name" | "pattern">[],
  { pattern, patterns }: PatternChoice = {},
): Pattern | undefined {
  const told = datasets.filter((dataset) => dataset.pattern !== undefined);
  const [first] = told;
  if (!first) return pattern;
  const other = told.find((dataset) => dataset.pattern !== first.pattern);
  if (other)
    throw new RangeError(
      `${caller}: "${first.name}" has instances of the pattern "${first.pattern}", ` +
        `"${other.name}" of "${other.pattern}"; ` +
        "one program is about one kind of instance: take datasets of one pattern",
    );
  if (pattern && pattern.name !== first.pattern)
    throw new RangeError(
      `${caller}: asked for instances of the pattern "${pattern.name}", ` +
        `but "${first.name}" was collected with "${first.pattern}"; ` +
        "leave the pattern out, or collect again with it",
    );
  if (pattern) return pattern;
  try {
    return patternNamed(first.pattern!, { ...published, ...patterns });
  } catch (cause) {
    throw new RangeError(
      `${caller}: "${first.name}" was collected with the pattern "${first.pattern}", which is none of @eznas/stats; ` +
        "give the table that has it as `patterns`, on the command line by --setup",
      { cause },
    );
  }
}
