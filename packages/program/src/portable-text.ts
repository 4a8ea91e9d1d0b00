/** Metrics as texts that mean the same elsewhere. */
import { fold } from "@eznas/gp";
import type { Pattern } from "@eznas/stats";
import { formatProgram } from "./format-program.ts";
import { type Program, program } from "./program.ts";
import { wholeVocabulary } from "./text/vocabulary.ts";

/** How a text is read at its destination. */
export type Reader =
  /** By `wholeVocabulary`, where the metric must be made of nothing else, terminals of one's own aside: a name says all of those. */
  | "default"
  /** By a vocabulary that the caller vouches for: names are enough. */
  | "own";

/**
 * A metric's canonical text for a thread, a file or a machine that reads it there.
 *
 * Throws a TypeError where that would be another metric, or none: for a toScalar or an aggregate that is a function
 * without a name and, where the reader has the default vocabulary, for operations, reductions and patterns that
 * are not of `@eznas/ops`, `@eznas/stats` and this package.
 *
 * @example
 * ```ts
 * import { portableText, zoo } from "@eznas/program";
 *
 * portableText(zoo.snip); // → 'sum of sum: abs(mul(T3G_D, T3))'
 * ```
 */
export function portableText(metric: Program<string>, reader: Reader = "default"): string {
  const text = formatProgram(metric);
  for (const kind of ["toScalar", "aggregate"] as const)
    if (metric[kind].text === undefined)
      refuse(`the ${kind} of "${text}" is a function without a name; give it one with extendReductions`);
  if (reader === "own") return text;
  const foreign = fold<readonly string[]>(metric.tree, {
    leaf: () => [],
    call: (name, args) => [...args.flat(), ...(metric.ops[name] === wholeVocabulary.ops[name] ? [] : [name])],
  });
  if (foreign.length > 0) refuse(`the operation "${foreign[0]}" is not one of @eznas/ops' (in "${text}")`);
  const again = reread(text, metric.terminals);
  // A family makes its members anew; their text says all about them.
  for (const kind of ["toScalar", "aggregate"] as const)
    if (again[kind] !== metric[kind] && !again[kind].text!.includes("("))
      refuse(`the ${kind} "${metric[kind].text}" is not the one of that name in @eznas/program (in "${text}")`);
  if (!samePattern(again.pattern, metric.pattern))
    refuse(`the pattern "${metric.pattern.name}" is not the one of that name in @eznas/stats (in "${text}")`);
  return text;
}

function reread(text: string, terminals: readonly string[] = []): Program<string> {
  try {
    return program(text, { ...wholeVocabulary, terminals: [...wholeVocabulary.terminals, ...terminals] });
  } catch (cause) {
    return refuse((cause as Error).message, { cause });
  }
}

function samePattern(a: Pattern, b: Pattern): boolean {
  const keys = ["layer", "optional", "input", "weight", "output"] as const;
  return (
    a === b ||
    (a.branch === b.branch &&
      a.between === b.between &&
      a.links.length === b.links.length &&
      a.links.every((link, i) => keys.every((key) => link[key] === b.links[i]![key])))
  );
}

function refuse(problem: string, options?: ErrorOptions): never {
  throw new TypeError(`portableText: ${problem}; a text names what its reader's tables have`, options);
}
