import { l2, type Program, program, zoo } from "@eznas/program";
import { proxies, proxyNamed, type ZeroCostProxy } from "@eznas/proxies";
import { statisticNames } from "@eznas/stats";

/** What an architecture is ranked by: a program over its statistics, a published proxy, or a cost known without building it. */
export type Metric = ProgramMetric | ProxyMetric | CostMetric;

export interface ProgramMetric {
  readonly name: string;
  readonly kind: "program";
  readonly program: Program;
  /** What its instances are: Conv-BatchNorm-ReLU, or ReLU-Conv-BatchNorm if not given. */
  readonly pattern?: "cbr";
}

/** A proxy of `@eznas/proxies` in its published form. */
export interface ProxyMetric {
  readonly name: string;
  readonly kind: "proxy";
  readonly proxy: ZeroCostProxy;
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
 * `params` and `flops` are the architecture's costs, names such as `eznas-a` come from the zoo of programs, others such as `naswot`
 * are published proxies, and anything with a parenthesis, or a statistic alone, is parsed as a program. Before it may stand `proxy:`
 * for the published proxy where a program has its name too (`proxy:snip`), `cbr:` for a program on Conv-BatchNorm-ReLU instances and `l2:` for one
 * whose outputs become numbers by their L2 norm. Throws a `RangeError` that lists the names when there is none such.
 *
 * @example
 * ```ts
 * import { metric } from "@eznas/ranking";
 *
 * metric("eznas-a").kind; // → 'program'
 * metric("cbr:mean(abs(T3))").kind; // → 'program'
 * metric("naswot").kind; // → 'proxy'
 * metric("flops").kind; // → 'cost'
 * ```
 */
export function metric(text: string): Metric {
  const name = text.trim();
  return { ...meant(name), name };
}

function meant(name: string): Metric {
  const [, before, after = ""] = /^(proxy|cbr|l2):(.*)$/s.exec(name) ?? [];
  if (before === "proxy") return { name, kind: "proxy", proxy: proxyNamed(after.trim()) };
  if (before !== undefined) {
    const of = meant(after.trim());
    if (of.kind !== "program") throw new RangeError(`metric: "${before}:" is for programs; "${after.trim()}" is none`);
    return before === "cbr" ? { ...of, pattern: "cbr" } : { ...of, program: { ...of.program, toScalar: l2 } };
  }
  if (name === "params" || name === "flops") return { name, kind: "cost", cost: name };
  if (Object.hasOwn(zoo, name)) return { name, kind: "program", program: zoo[name]! };
  if (proxies.some((proxy) => proxy.name === name)) return { name, kind: "proxy", proxy: proxyNamed(name) };
  if (name.includes("(") || leaves.includes(name)) return { name, kind: "program", program: program(name) };
  const names = new Set(["params", "flops", ...Object.keys(zoo), ...proxies.map((proxy) => proxy.name)]);
  throw new RangeError(
    `metric: "${name}" is neither a program's text nor a name; the names are ${[...names].join(", ")}`,
  );
}

/**
 * The metrics of a comma-separated list, in which the commas inside a program's parentheses do not separate.
 *
 * Throws as {@link metric} does, and a `RangeError` for a metric that comes twice.
 *
 * @example
 * ```ts
 * import { metrics } from "@eznas/ranking";
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
