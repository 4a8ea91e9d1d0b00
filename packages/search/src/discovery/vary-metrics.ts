/** Children of whole metrics: of their trees, or of what makes a score of a tree's outputs. */
import { limitDepth, offspring, type PrimitiveSet, pick, type Rng, type TreeGenerator, type VarOr } from "@eznas/gp";
import { type Program, type ProgramOptions, program, type Reduction } from "@eznas/program";
import { binaryTournament } from "./nsga2.ts";

export interface MetricLanguage {
  readonly primitives: PrimitiveSet & { readonly ops: Program["ops"]; readonly terminals: readonly string[] };
  /** From an instance's output to a number; one of them is drawn with each tree. */
  readonly toScalars: readonly Reduction[];
  /** From the instances' numbers to the network's; one of them is drawn with each tree. */
  readonly aggregates: readonly Reduction[];
  readonly init: TreeGenerator;
  readonly vary: VarOr;
  readonly maxDepth: number;
  /** How often a child keeps its parent's tree and differs in toScalar or aggregate alone. */
  readonly headMutation: number;
  readonly options: Omit<ProgramOptions<string>, "ops" | "terminals" | "toScalar" | "aggregate" | "toScalars" | "aggregates">;
}

/** A random metric: a tree, a toScalar and an aggregate. */
export function randomMetric(language: MetricLanguage, rng: Rng): Program<string> {
  const { init, primitives, toScalars, aggregates } = language;
  const tree = init(primitives, rng);
  return metricOf(language, tree, pick(toScalars, rng), pick(aggregates, rng));
}

/** A child of parents that stand best first. */
export function childMetric(language: MetricLanguage, ordered: readonly Program<string>[], rng: Rng): Program<string> {
  const { vary, maxDepth, primitives, toScalars, aggregates, headMutation } = language;
  const parent = binaryTournament(ordered, rng);
  const [toScalar, aggregate] = [parent.toScalar as Reduction, parent.aggregate as Reduction];
  if (rng() < headMutation) {
    return rng() < 0.5
      ? metricOf(language, parent.tree, pick(toScalars, rng), aggregate)
      : metricOf(language, parent.tree, toScalar, pick(aggregates, rng));
  }
  let other = binaryTournament(ordered, rng);
  // Crossover wants two; a population of one has no other.
  for (let tries = 0; other === parent && tries < 8; tries++) other = binaryTournament(ordered, rng);
  const tree = offspring(limitDepth(vary, maxDepth), [parent.tree, other.tree], primitives, rng);
  return metricOf(language, tree, toScalar, aggregate);
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
