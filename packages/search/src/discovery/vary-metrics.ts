/** Children of metrics, and the metrics that one tree makes. */
import { limitDepth, offspring, type PrimitiveSet, type Rng, type TreeGenerator, type VarOr } from "@eznas/gp";
import { type Program, type ProgramOptions, program, type Reduction } from "@eznas/program";
import { binaryTournament } from "./nsga2.ts";

export interface MetricLanguage {
  readonly primitives: PrimitiveSet & { readonly ops: Program["ops"]; readonly terminals: readonly string[] };
  /** From an instance's output to a number. */
  readonly toScalars: readonly Reduction[];
  /** From the instances' numbers to the network's. */
  readonly aggregates: readonly Reduction[];
  readonly init: TreeGenerator;
  readonly vary: VarOr;
  readonly maxDepth: number;
  readonly options: Omit<
    ProgramOptions<string>,
    "ops" | "terminals" | "toScalar" | "aggregate" | "toScalars" | "aggregates"
  >;
}

/** A metric of a random tree, with the first toScalar and aggregate. */
export function randomMetric(language: MetricLanguage, rng: Rng): Program<string> {
  const { init, primitives, toScalars, aggregates } = language;
  return metricOf(language, init(primitives, rng), toScalars[0]!, aggregates[0]!);
}

/** A child of the trees of parents that stand best first, with the first parent's toScalar and aggregate. */
export function childMetric(language: MetricLanguage, ordered: readonly Program<string>[], rng: Rng): Program<string> {
  const { vary, maxDepth, primitives } = language;
  const parent = binaryTournament(ordered, rng);
  let other = binaryTournament(ordered, rng);
  // Crossover wants two; a population of one has no other.
  for (let tries = 0; other === parent && tries < 8; tries++) other = binaryTournament(ordered, rng);
  const tree = offspring(limitDepth(vary, maxDepth), [parent.tree, other.tree], primitives, rng);
  return metricOf(language, tree, parent.toScalar as Reduction, parent.aggregate as Reduction);
}

/** The metrics of a metric's tree with every toScalar and aggregate, itself among them. */
export function headsOf({ toScalars, aggregates }: Pick<MetricLanguage, "toScalars" | "aggregates">) {
  return (metric: Program<string>): readonly Program<string>[] => {
    const all = toScalars.flatMap((toScalar) => aggregates.map((aggregate) => ({ ...metric, toScalar, aggregate })));
    const isThere = all.some(
      ({ toScalar, aggregate }) => toScalar === metric.toScalar && aggregate === metric.aggregate,
    );
    return isThere ? all : [...all, metric];
  };
}

function metricOf(
  { options: { pattern, patterns }, primitives: { ops, terminals } }: MetricLanguage,
  tree: Program["tree"],
  toScalar: Reduction,
  aggregate: Reduction,
): Program<string> {
  const rest = { ...(pattern && { pattern }), ...(patterns && { patterns }) };
  return program(tree, { ...rest, ops, terminals, toScalar, aggregate });
}

/** The same metric with low scores the better ones, or high ones. */
export const withSign = (metric: Program<string>, sign: 1 | -1): Program<string> => ({ ...metric, sign });
