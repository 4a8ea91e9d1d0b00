import { type Program, program, zoo } from "@eznas/program";
import { statisticNames } from "@eznas/stats";

/** What an architecture is ranked by: a program over its statistics, or a cost known without building it. */
export type Metric = ProgramMetric | CostMetric;

export interface ProgramMetric {
  readonly name: string;
  readonly kind: "program";
  readonly program: Program;
}

/** Trainable parameters, or multiply-accumulates of one image. */
export interface CostMetric {
  readonly name: string;
  readonly kind: "cost";
  readonly cost: "params" | "flops";
}

const leaves: readonly string[] = statisticNames;

/**
 * The metric of a name or of a program's text.
 *
 * `params` and `flops` are the architecture's costs, names such as `eznas-a` come from the zoo, and anything with a
 * parenthesis, or a statistic alone, is parsed as a program. Throws a `RangeError` that lists the names when there is none such.
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
  if (Object.hasOwn(zoo, name)) return { name, kind: "program", program: zoo[name]! };
  if (name.includes("(") || leaves.includes(name)) return { name, kind: "program", program: program(name) };
  throw new RangeError(
    `metric: "${name}" is neither a program's text nor a name; the names are params, flops, ${Object.keys(zoo).join(", ")}`,
  );
}

/**
 * The metrics of a comma-separated list, in which the commas inside a program's parentheses do not separate.
 *
 * Throws as {@link metric} does, and a `RangeError` for a metric that comes twice.
 *
 * @example
 * ```ts
 * import { metrics } from "eznas";
 *
 * metrics("params, mean(mul(T3, T3G_D))").map(({ name }) => name); // → [ 'params', 'mean(mul(T3, T3G_D))' ]
 * ```
 */
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
  const found = parts.map(metric);
  const again = found.find(({ name }, i) => found.findIndex((other) => other.name === name) < i);
  if (again) throw new RangeError(`metrics: "${again.name}" comes twice`);
  return found;
}
