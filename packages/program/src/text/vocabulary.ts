/** What a metric's text may name, and what it means. */

import { suggest } from "@eznas/gp";
import { extendOps, interSampleOps, type OpTable, ops } from "@eznas/ops";
import {
  knownPatterns,
  type Pattern,
  type StatisticName,
  statisticNames,
  type TerminalName,
  terminalNames,
} from "@eznas/stats";
import type { ReductionTable } from "../reductions/reduction.ts";
import { aggregates, toScalars } from "../reductions/table.ts";

/** Patterns by their own names. */
export type PatternTable = Readonly<Record<string, Pattern>>;

/** The given patterns under their names, for a {@link Vocabulary}. */
export function patternTable(patterns: readonly Pattern[]): PatternTable {
  return Object.fromEntries(patterns.map((pattern) => [pattern.name, pattern]));
}

/**
 * The patterns of `@eznas/stats` with each of their options, by name.
 *
 * @example
 * ```ts
 * import { patterns } from "@eznas/program";
 *
 * Object.keys(patterns).slice(0, 3); // → [ 'rcb', 'rcb (relu6)', 'rcb (second conv)' ]
 * ```
 */
export const patterns: PatternTable = /* @__PURE__ */ patternTable(knownPatterns.map(({ pattern }) => pattern));

/**
 * The pattern of a name, for configurations and manifests. Throws a RangeError with the nearest name where there is
 * none such.
 *
 * @example
 * ```ts
 * import { patternNamed } from "@eznas/program";
 *
 * patternNamed("rcb (relu6)").links.length; // → 4
 * ```
 */
export function patternNamed(name: string, table: PatternTable = patterns): Pattern {
  if (Object.hasOwn(table, name)) return table[name]!;
  throw new RangeError(`pattern: "${name}" is unknown; ${suggest(name, Object.keys(table))}`);
}

/** All that a metric's text may name. */
export interface Vocabulary<Terminal extends string = StatisticName> {
  /** The operations of its tree. */
  readonly ops: OpTable;
  /** The statistics that its tree may read. */
  readonly terminals: readonly Terminal[];
  readonly toScalars: ReductionTable;
  readonly aggregates: ReductionTable;
  readonly patterns: PatternTable;
}

/** The 34 operations over the 22 statistics, and every reduction and pattern that there is a name for. */
export const defaultVocabulary: Vocabulary = { ops, terminals: statisticNames, toScalars, aggregates, patterns };

/**
 * Everything that this repository has a name for: the operations and the statistics between samples too. What the command line, workers
 * and searches read metrics by, so that whatever one of them prints another can read.
 *
 * @example
 * ```ts
 * import { program, terminalsOf, wholeVocabulary } from "@eznas/program";
 *
 * Object.keys(wholeVocabulary.ops).length; // → 44
 * terminalsOf(program("minEigenvalue(gram(JX_D))", wholeVocabulary)); // → [ 'JX_D' ]
 * ```
 */
export const wholeVocabulary: Vocabulary<TerminalName> = {
  ...defaultVocabulary,
  ops: /* @__PURE__ */ extendOps(ops, interSampleOps),
  terminals: terminalNames,
};
