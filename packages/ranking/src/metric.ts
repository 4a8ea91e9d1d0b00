import { format, quote, suggest } from "@eznas/gp";
import {
  formatHead,
  formatProgram,
  namedPrograms,
  type Part,
  type Program,
  type ProgramOptions,
  program,
  readHead,
  refuse,
  type ScalarOpTable,
  type SplitText,
  scalarOps,
  splitText,
  wholeVocabulary,
} from "@eznas/program";
import { proxies, proxyNamed, type ZeroCostProxy } from "@eznas/proxies";
import { type Pattern, rcb, type TerminalTable } from "@eznas/stats";
import { combinations, ensembles } from "./combinations.ts";
import { type CostName, costs, isCost } from "./costs/costs.ts";
import { listParts } from "./list-parts.ts";
import type {
  CostMetric,
  ExpressionMetric,
  MeasuredMetric,
  Metric,
  ProgramMetric,
  ProxyMetric,
} from "./metric-kinds.ts";
import { readExpression } from "./read-expression.ts";

/** What a metric's text may name. */
export interface MetricOptions extends ProgramOptions<string> {
  /** The instances of programs that do not say theirs, those of the zoo among them. Default: `rcb()`. */
  readonly pattern?: Pattern;
  /** How what programs may read is captured. Default: `terminals` of `@eznas/stats`. */
  readonly table?: TerminalTable;
  /** Proxies beside the published ones. */
  readonly proxies?: readonly ZeroCostProxy[];
  /** The operations of expressions. Default: `scalarOps` of `@eznas/program`. */
  readonly scalarOps?: ScalarOpTable;
}

/**
 * The metric of a text.
 *
 * `params`, `flops`, `depth` and what else {@link costs} has are the network's costs and sizes (`cbr: instances` counts
 * those of a pattern), names such as `eznas-a` come from the zoo of programs, others such as `naswot` are published
 * proxies (`proxy:snip` where a program has the name too), `az_nas`, `te_nas` and `vkdnw_agg` are combinations of several, and `logRanks(A, B)`
 * is one of your own. `network: add(log(params), {sum of l2: mul(T3, T3G_D)})` is an expression over numbers of the
 * network: names and any metrics' texts in braces under the operations of `scalarOps`. Anything else is a program: a
 * tree's text, or a name of the zoo, with what is not the default before it, as `program` of `@eznas/program` reads it
 * (`-cbr: sum of l2: mul(T3G_D, T3)`). A minus before any metric makes low scores the better ones.
 *
 * Throws a `RangeError` that lists the names, and the nearest, when there is no such metric, and a
 * `SyntaxError` for a mistake in a program.
 *
 * @example
 * ```ts
 * import { metric } from "@eznas/ranking";
 *
 * metric("eznas-a").kind; // → 'program'
 * metric("cbr:mean(abs(T3))").text; // → 'cbr: mean(abs(T3))'
 * metric("naswot").kind; // → 'proxy'
 * metric("-flops").kind; // → 'cost'
 * metric("az_nas").text; // → 'logRanksLast(az_expressivity, az_progressivity, az_trainability, flops)'
 * ```
 */
export function metric(text: string, options: MetricOptions = {}): Metric {
  return metricAt({ text: text.trim(), column: 1 + text.length - text.trimStart().length }, options);
}

/** The metric of a part of a text; errors tell the column in the whole. */
function metricAt({ text, column }: Part, options: MetricOptions): Metric {
  const meantBy = meant(" ".repeat(column - 1) + text, options, column > 1 ? ` (at column ${column})` : "");
  return { ...meantBy, name: text };
}

function meant(text: string, options: MetricOptions, where = ""): Metric {
  const { proxies: own = [] } = options;
  const split = splitText(text);
  const sign = split.negative ? -1 : 1;
  const minus = split.negative ? "-" : "";
  const { text: body } = split.body;
  const told = { name: text };
  const before = split.settings.map((setting) => setting.text);
  if (before.includes("network")) return expressionMetric(split, told, options);
  if (before.at(-1) === "proxy") {
    refuseHead(before.slice(0, -1), body, where);
    return proxyMetric(ownOrPublished(body, own, where), told, sign);
  }
  const combination = /^([^\s(),]+)\s*\((.*)\)$/s.exec(body);
  if (combination && Object.hasOwn(combinations, combination[1]!)) {
    refuseHead(before, body, where);
    const [, called, inner] = combination as unknown as readonly [string, string, string];
    const opening = split.body.column + body.length - inner.length - 1;
    const parts = listParts({ text: inner, column: opening }).map((part) => metricAt(part, options));
    const inParentheses = parts.map((part) => part.text).join(", ");
    return {
      ...told,
      kind: "ensemble",
      combination: combinations[called]!,
      parts,
      sign,
      text: `${minus}${called}(${inParentheses})`,
    };
  }
  if (Object.hasOwn(ensembles, body)) {
    refuseHead(before, body, where);
    return { ...meant(`${minus}${ensembles[body]!}`, options), ...told };
  }
  const isOwn = own.some((proxy) => proxy.name === body);
  if (isCost(body) && !isOwn) return costMetric(body, split, told, options, where);
  if (Object.hasOwn(namedPrograms, body)) return programMetric(headed(namedPrograms[body]!, split, options), told);
  if ([...own, ...proxies].some((proxy) => proxy.name === body)) {
    refuseHead(before, body, where);
    return proxyMetric(ownOrPublished(body, own, where), told, sign);
  }
  const vocabulary = { ...wholeVocabulary, ...options };
  if (combination) refuseMisspelt(combination[1]!, vocabulary.ops, split.body);
  if (body.includes("(") || vocabulary.terminals.some((leaf) => leaf === body) || before.length > 0)
    return programMetric(program<string>(text, vocabulary), told);
  const names = [
    ...Object.keys(costs),
    ...Object.keys(namedPrograms),
    ...[...own, ...proxies].map((proxy) => proxy.name),
    ...Object.keys(ensembles),
  ];
  const all = [...new Set(names)];
  const nearest = suggest(body, all);
  const meantPerhaps = nearest.startsWith("did you mean") ? `; ${nearest}` : "";
  throw new RangeError(
    `metric: "${text.trim()}" is neither a program's text nor a name; ` +
      `the names are ${all.join(", ")}${meantPerhaps}${where}`,
  );
}

/** What a published program is with a head of its own. */
function headed(published: Program, split: SplitText, options: MetricOptions): Program {
  const head = readHead(split, { ...wholeVocabulary, ...options });
  const { pattern = published.pattern } = options;
  return { ...published, pattern, ...head, sign: head.sign === -1 ? (published.sign < 0 ? 1 : -1) : published.sign };
}

const programMetric = (of: Program<string>, told: { readonly name: string }): ProgramMetric => ({
  ...told,
  kind: "program",
  program: of,
  text: formatProgram(of),
});

function costMetric(
  cost: CostName,
  split: SplitText,
  told: { readonly name: string },
  options: MetricOptions,
  where: string,
): CostMetric {
  const sign = split.negative ? -1 : 1;
  const { takesPattern = false } = costs[cost];
  if (!takesPattern) {
    refuseHead(
      split.settings.map(({ text }) => text),
      cost,
      where,
    );
    return { ...told, kind: "cost", cost, sign, text: formatHead({ sign }) + cost };
  }
  const {
    pattern = options.pattern ?? rcb(),
    toScalar,
    aggregate,
  } = readHead(split, { ...wholeVocabulary, ...options });
  if (toScalar || aggregate)
    throw new RangeError(
      `metric: "${cost}" takes a pattern alone before it, as in "cbr: ${cost}"; it reads no tensors`,
    );
  return { ...told, kind: "cost", cost, pattern, sign, text: formatHead({ sign, pattern }) + cost };
}

function proxyMetric(proxy: ZeroCostProxy, told: { readonly name: string }, sign: 1 | -1): ProxyMetric {
  const { name } = proxy;
  const prefix = Object.hasOwn(namedPrograms, name) || isCost(name) ? "proxy:" : "";
  return { ...told, kind: "proxy", proxy, sign, text: `${sign < 0 ? "-" : ""}${prefix}${name}` };
}

/** What is called like a combination and no operation: a reader of trees would name operations alone. */
function refuseMisspelt(called: string, ops: ProgramOptions["ops"] & object, body: Part): void {
  const means = (known: readonly string[]): boolean => suggest(called, known).startsWith("did you mean");
  const names = Object.keys(combinations);
  if (!Object.hasOwn(ops, called) && !means(Object.keys(ops)) && means(names)) {
    const where = body.column > 1 ? ` (at column ${body.column})` : "";
    throw new SyntaxError(`metric: "${called}" is no operation and no combination; ${suggest(called, names)}${where}`);
  }
}

function ownOrPublished(name: string, own: readonly ZeroCostProxy[], where: string): ZeroCostProxy {
  const found = own.find((proxy) => proxy.name === name);
  if (found) return found;
  try {
    return proxyNamed(name);
  } catch (error) {
    throw new RangeError(`${(error as Error).message}${where}`, { cause: error });
  }
}

function expressionMetric(
  { negative, settings: [first, second], body }: SplitText,
  told: { readonly name: string },
  options: MetricOptions,
): ExpressionMetric {
  if (first!.text !== "network")
    refuse(
      `${quote(`${first!.text}:`)} is for programs; put it into the braces of one, as in {${first!.text}: T3}`,
      first!,
    );
  if (second)
    refuse(`"${second.text}:" stands before a program; write {${second.text}: ${body.text}} after "network:"`, second);
  const sign = negative ? -1 : 1;
  const expression = readExpression(body, options.scalarOps ?? scalarOps, (part) => metricAt(part, options));
  const text = `${negative ? "-" : ""}network: ${format(expression.tree)}`;
  return { ...told, kind: "expression", ...expression, sign, text };
}

function refuseHead(settings: readonly string[], body: string, where: string): void {
  const [first] = settings;
  if (first !== undefined) throw new RangeError(`metric: "${first}:" is for programs; "${body}" is none${where}`);
}

/**
 * The metrics of a comma-separated list, in which the commas inside parentheses and braces do not separate.
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
export function metrics(list: string, options: MetricOptions = {}): readonly Metric[] {
  const found = listParts({ text: list, column: 1 }).map((part) => metricAt(part, options));
  const again = found.find(({ name }, i) => found.findIndex((other) => other.name === name) < i);
  if (again) throw new RangeError(`metrics: "${again.name}" comes twice`);
  return found;
}

/** Whether a metric is measured itself, and not made of others' scores. */
export const isMeasured = (metric: Metric): metric is MeasuredMetric =>
  metric.kind !== "ensemble" && metric.kind !== "expression";

/**
 * What must be measured on each network for some metrics: they themselves, and the parts of those that are made of
 * others' scores; once what is the same metric under several names.
 */
export function measuredFor(metrics: readonly Metric[]): readonly MeasuredMetric[] {
  const byText = new Map<string, MeasuredMetric>();
  const add = (one: Metric): void => {
    if (!isMeasured(one)) for (const part of one.parts.values()) add(part);
    else if (!byText.has(one.text)) byText.set(one.text, one);
  };
  for (const one of metrics) add(one);
  return [...byText.values()];
}
