/** What a metric may be. */
import type { Tree } from "@eznas/gp";
import type { Program, ScalarOpTable } from "@eznas/program";
import type { ZeroCostProxy } from "@eznas/proxies";
import type { Pattern } from "@eznas/stats";
import type { Combination } from "./combinations.ts";
import type { CostName } from "./costs/costs.ts";

/**
 * What an architecture is ranked by: a program over its statistics, a published proxy, a cost, or several of these
 * together.
 */
export type Metric = ProgramMetric | ProxyMetric | CostMetric | EnsembleMetric | ExpressionMetric;

interface Told {
  /** As it was asked for: what results are told by. */
  readonly name: string;
  /** The canonical text, which {@link metric} reads as the same metric. */
  readonly text: string;
}

export interface ProgramMetric extends Told {
  readonly kind: "program";
  readonly program: Program<string>;
}

/** A proxy of `@eznas/proxies` in its published form. */
export interface ProxyMetric extends Told {
  readonly kind: "proxy";
  readonly proxy: ZeroCostProxy;
  /** −1 where low scores are the better ones. */
  readonly sign: 1 | -1;
}

/** A cost or a size of the network, an entry of {@link costs}. */
export interface CostMetric extends Told {
  readonly kind: "cost";
  readonly cost: CostName;
  /** Of which instances are counted, for a cost of these. */
  readonly pattern?: Pattern;
  readonly sign: 1 | -1;
}

/** Several metrics' scores of networks as one. */
export interface EnsembleMetric extends Told {
  readonly kind: "ensemble";
  readonly combination: Combination;
  readonly parts: readonly Metric[];
  readonly sign: 1 | -1;
}

/** An expression over other metrics of the same network, which needs no other networks unless a part does. */
export interface ExpressionMetric extends Told, Expression {
  readonly kind: "expression";
  readonly sign: 1 | -1;
}

/** A metric that is measured on the network itself, and not made of others' scores. */
export type MeasuredMetric = Exclude<Metric, EnsembleMetric | ExpressionMetric>;

/** A tree over scalars of the network. */
export interface Expression {
  readonly tree: Tree;
  readonly ops: ScalarOpTable;
  /** What the leaves stand for that are no numbers, by their names. */
  readonly parts: ReadonlyMap<string, Metric>;
}
