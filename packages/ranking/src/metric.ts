import { suggest } from "@eznas/gp";
import {
  defaultVocabulary,
  formatProgram,
  type Program,
  type ProgramOptions,
  program,
  readHead,
  type SplitText,
  splitText,
  zoo,
} from "@eznas/program";
import { proxies, proxyNamed, type ZeroCostProxy } from "@eznas/proxies";
import type { Pattern } from "@eznas/stats";
import { type Combination, combinations, ensembles } from "./combinations.ts";

/**
 * What an architecture is ranked by: a program over its statistics, a published proxy, a
 * cost, or several of these together.
 */
export type Metric = ProgramMetric | ProxyMetric | CostMetric | EnsembleMetric;

interface Told {
  /** As it was asked for: what results are told by. */
  readonly name: string;
  /** The canonical text, which {@link metric} reads as the same metric. */
  readonly text: string;
}

export interface ProgramMetric extends Told {
  readonly kind: "program";
  readonly program: Program;
}

/** A proxy of `@eznas/proxies` in its published form. */
export interface ProxyMetric extends Told {
  readonly kind: "proxy";
  readonly proxy: ZeroCostProxy;
  /** −1 where low scores are the better ones. */
  readonly sign: 1 | -1;
}

/** Trainable parameters, or multiply-accumulates of one image. */
export interface CostMetric extends Told {
  readonly kind: "cost";
  readonly cost: "params" | "flops";
  readonly sign: 1 | -1;
}

/** Several metrics' scores of networks as one. */
export interface EnsembleMetric extends Told {
  readonly kind: "ensemble";
  readonly combination: Combination;
  readonly parts: readonly Metric[];
  readonly sign: 1 | -1;
}

/** What a metric's text may name. */
export interface MetricOptions extends ProgramOptions {
  /** The instances of programs that do not say theirs, those of the zoo among them. Default: `rcb()`. */
  readonly pattern?: Pattern;
  /** Proxies beside the published ones. */
  readonly proxies?: readonly ZeroCostProxy[];
}

/** A metric that is measured on one network at a time. */
export type MeasuredMetric = Exclude<Metric, EnsembleMetric>;

/**
 * The metric of a text.
 *
 * `params` and `flops` are the architecture's costs, names such as `eznas-a` come from the zoo of programs, others such
 * as `naswot` are published proxies (`proxy:snip` where a program has the name too), `az_nas` is a combination of
 * several, and `logRanks(A, B)` is one of your own. Anything else is a program: a tree's text, or a name of the zoo,
 * with what is not the default before it, as `program` of `@eznas/program` reads it
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
  const name = text.trim();
  return { ...meant(name, options), name };
}

function meant(text: string, options: MetricOptions): Metric {
  const { proxies: own = [] } = options;
  const split = splitText(text);
  const sign = split.negative ? -1 : 1;
  const minus = split.negative ? "-" : "";
  const { text: body } = split.body;
  const told = { name: text };
  const before = split.settings.map((setting) => setting.text);
  if (before.at(-1) === "proxy") {
    refuseHead(before.slice(0, -1), body);
    return proxyMetric(ownOrPublished(body, own), told, sign);
  }
  const combination = /^([^\s(),]+)\s*\((.*)\)$/s.exec(body);
  if (combination && Object.hasOwn(combinations, combination[1]!)) {
    refuseHead(before, body);
    const [, called, inner] = combination as unknown as readonly [string, string, string];
    const parts = listed(inner).map((part) => metric(part, options));
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
    refuseHead(before, body);
    return { ...meant(`${minus}${ensembles[body]!}`, options), ...told };
  }
  if (body === "params" || body === "flops") {
    refuseHead(before, body);
    return { ...told, kind: "cost", cost: body, sign, text: `${minus}${body}` };
  }
  if (Object.hasOwn(zoo, body)) return programMetric(headed(zoo[body]!, split, options), told);
  if ([...own, ...proxies].some((proxy) => proxy.name === body)) {
    refuseHead(before, body);
    return proxyMetric(ownOrPublished(body, own), told, sign);
  }
  if (combination) refuseMisspelt(combination[1]!, options.ops ?? defaultVocabulary.ops);
  const leaves: readonly string[] = options.terminals ?? defaultVocabulary.terminals;
  if (body.includes("(") || leaves.includes(body) || before.length > 0)
    return programMetric(program(text, options), told);
  const names = [
    "params",
    "flops",
    ...Object.keys(zoo),
    ...[...own, ...proxies].map((proxy) => proxy.name),
    ...Object.keys(ensembles),
  ];
  const all = [...new Set(names)];
  const nearest = suggest(body, all);
  const meantPerhaps = nearest.startsWith("did you mean") ? `; ${nearest}` : "";
  throw new RangeError(
    `metric: "${text}" is neither a program's text nor a name; the names are ${all.join(", ")}${meantPerhaps}`,
  );
}

/** What a published program is with a head of its own. */
function headed(published: Program, split: SplitText, options: MetricOptions): Program {
  const head = readHead(split, { ...defaultVocabulary, ...options });
  const { pattern = published.pattern } = options;
  return { ...published, pattern, ...head, sign: head.sign === -1 ? (published.sign < 0 ? 1 : -1) : published.sign };
}

const programMetric = (of: Program, told: { readonly name: string }): ProgramMetric => ({
  ...told,
  kind: "program",
  program: of,
  text: formatProgram(of),
});

function proxyMetric(proxy: ZeroCostProxy, told: { readonly name: string }, sign: 1 | -1): ProxyMetric {
  const { name } = proxy;
  const prefix = Object.hasOwn(zoo, name) || name === "params" || name === "flops" ? "proxy:" : "";
  return { ...told, kind: "proxy", proxy, sign, text: `${sign < 0 ? "-" : ""}${prefix}${name}` };
}

/** What is called like a combination and no operation: a reader of trees would name operations alone. */
function refuseMisspelt(called: string, ops: ProgramOptions["ops"] & object): void {
  const means = (known: readonly string[]): boolean => suggest(called, known).startsWith("did you mean");
  const names = Object.keys(combinations);
  if (!Object.hasOwn(ops, called) && !means(Object.keys(ops)) && means(names))
    throw new SyntaxError(`metric: "${called}" is no operation and no combination; ${suggest(called, names)}`);
}

const ownOrPublished = (name: string, own: readonly ZeroCostProxy[]): ZeroCostProxy =>
  own.find((proxy) => proxy.name === name) ?? proxyNamed(name);

function refuseHead(settings: readonly string[], body: string): void {
  const [first] = settings;
  if (first !== undefined) throw new RangeError(`metric: "${first}:" is for programs; "${body}" is none`);
}

/**
 * The metrics of a comma-separated list, in which the commas inside parentheses do not separate.
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
  const found = listed(list).map((part) => metric(part, options));
  const again = found.find(({ name }, i) => found.findIndex((other) => other.name === name) < i);
  if (again) throw new RangeError(`metrics: "${again.name}" comes twice`);
  return found;
}

/** What stands between the commas that no parentheses enclose. */
function listed(list: string): readonly string[] {
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
  return parts;
}

/**
 * What must be measured on each network for some metrics: they themselves, and the parts of those that combine others.
 */
export function measuredFor(metrics: readonly Metric[]): readonly MeasuredMetric[] {
  const byText = new Map<string, MeasuredMetric>();
  const add = (one: Metric): void => {
    if (one.kind === "ensemble") for (const part of one.parts) add(part);
    else if (!byText.has(one.name)) byText.set(one.name, one);
  };
  for (const one of metrics) add(one);
  return [...byText.values()];
}
