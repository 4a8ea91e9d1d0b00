import { type Program, program, zoo } from "@eznas/program";
import type { Space } from "@eznas/spaces";

/** What an architecture is ranked by: a program over its statistics, or a cost known without building it. */
export type Metric =
  | { readonly name: string; readonly kind: "program"; readonly program: Program }
  | { readonly name: string; readonly kind: "cost"; readonly cost: "params" | "flops" };

/**
 * The metric of a name or of a program's text.
 *
 * `params` and `flops` are the architecture's costs, names such as `eznas-a` come from the zoo, and anything with a
 * parenthesis is parsed as a program. Throws a `RangeError` that lists the names when there is none such.
 *
 * @example
 * ```ts
 * import { metric } from "eznas";
 *
 * metric("eznas-a").kind; // → 'program'
 * metric("mean(abs(T3))").kind; // → 'program'
 * metric("flops").kind; // → 'cost'
 * ```
 */
export function metric(text: string): Metric {
  const name = text.trim();
  if (name === "params" || name === "flops") return { name, kind: "cost", cost: name };
  const known = zoo[name];
  if (known) return { name, kind: "program", program: known };
  if (name.includes("(")) return { name, kind: "program", program: program(name) };
  throw new RangeError(
    `metric: "${name}" is neither a program's text nor a name; the names are params, flops, ${Object.keys(zoo).join(", ")}`,
  );
}

/** The metrics of a comma-separated list, in which the commas inside a program's parentheses do not separate. */
export function metrics(list: string): readonly Metric[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    const letter = list[at];
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === undefined || (letter === "," && depth === 0)) {
      parts.push(list.slice(from, at));
      from = at + 1;
    }
  }
  return parts.map(metric);
}

/** A cost of an architecture: trainable parameters, or multiply-accumulates of one image. */
export function costOf<A>(space: Space<A>, architecture: A, cost: "params" | "flops"): number {
  return space[cost](architecture);
}
