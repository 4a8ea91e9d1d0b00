/** Programs × a network's instances → scores, or why not. */
import type { InstanceStatistics } from "@eznas/stats";
import type { Evaluation, Evaluator } from "./evaluation.ts";
import { type EvaluatorOptions, evaluatorOf } from "./evaluator.ts";
import { OperationFault } from "./failure/operation-fault.ts";
import { type ReductionFault, reduced } from "./failure/reduced.ts";
import { shapesOn } from "./instance-shapes.ts";
import type { Program } from "./program.ts";
import { reader } from "./readable.ts";
import type { ToScalar } from "./reductions/reduction.ts";
import { type SharedGraph, sharedGraphOf } from "./shared-graph.ts";

/**
 * A network's score under a program, or why it has none.
 *
 * - `shape`: an operation does not apply to the shapes of the named instance.
 * - `non-finite`: the score came out as NaN or infinite. The instance is the first whose own value is so; the first of
 *   all when every value is finite and only their aggregate is not. Where a `statistic` is named, that statistic itself
 *   holds NaN or infinite numbers, as those of a network with broken weights do.
 * - `vanished-gradient`: the gradient that is the `statistic` named cancels at the instance, so that it is rounding.
 *   Give `capture` another `output`: one ahead of the last batch norm, or behind an activation that follows it.
 * - `operation`: the operation named threw, or gave what its shape rule does not promise; or the toScalar or the
 *   aggregate, named as `toScalar range`, threw or gave no number, an aggregate at the first instance; `detail` says
 *   which.
 */
export type Score =
  | { readonly ok: true; readonly value: number }
  | {
      readonly ok: false;
      readonly reason: "shape" | "non-finite" | "vanished-gradient";
      readonly instance: string;
      readonly statistic?: string;
    }
  | {
      readonly ok: false;
      readonly reason: "operation";
      readonly instance: string;
      readonly operation: string;
      readonly detail: string;
    };

export interface ScorerOptions extends EvaluatorOptions {
  /**
   * What becomes of a program that reads gradients which are rounding (see `capture`): it has no score, or the score
   * that the rounding gives, as in published rankings of benchmarks whose networks end
   * in batch norms. Default: "refuse".
   */
  readonly vanishedGradients?: "refuse" | "score";
}

/** Scores networks under the same programs, one after the other. */
export type Scorer = (instances: readonly InstanceStatistics<string>[]) => readonly Score[];

/**
 * Prepares programs for scoring many networks: equal subtrees are found once, and shapes are inferred once for each
 * combination of shapes that comes up.
 *
 * @example
 * ```ts
 * import { program, scorer } from "@eznas/program";
 *
 * const scoresOf = scorer([program("mean(T3)"), program("mean(abs(T3))")]);
 * const network = (...weights: number[]) => [
 *   { name: "conv", statistics: { T3: { shape: [2, 1, 1, 1], data: Float32Array.from(weights) } } },
 * ];
 * scoresOf(network(-1, 3)); // → [ { ok: true, value: 1 }, { ok: true, value: 2 } ]
 * scoresOf(network(0, -5)); // → [ { ok: true, value: -2.5 }, { ok: true, value: 2.5 } ]
 * ```
 */
export function scorer(programs: readonly Program<string>[], options: ScorerOptions = {}): Scorer {
  const graph = sharedGraphOf(programs);
  const shapesOf = shapesOn(graph);
  const readers = programsByRoot(graph);
  const evaluationOf = evaluationsOf(evaluatorOf(options), graph);
  const unreadableOf = reader(programs, graph, options.vanishedGradients ?? "refuse");
  return (instances) => {
    if (instances.length === 0)
      throw new RangeError("score: got no instances; a network is scored by one instance at least");
    const shapes = instances.map(shapesOf);
    const refusedAt = graph.roots.map((root) => instances.find((_, i) => !shapes[i]!.shapes[root]));
    const unreadable = unreadableOf(instances);
    const broken = new Map<number, Score>();
    const blame = (
      { place, operation, detail }: OperationFault,
      { name: instance }: { readonly name: string },
    ): void => {
      const reached = reachedBy(graph, place);
      for (const [i, root] of graph.roots.entries())
        if (reached.has(root) && !broken.has(i))
          broken.set(i, { ok: false, reason: "operation", instance, operation, detail });
    };
    for (const [i, { faults }] of shapes.entries()) for (const fault of faults) blame(fault, instances[i]!);
    const values: number[][] = programs.map(() => []);
    const evaluationOfSound = (): Evaluation =>
      evaluationOf(graph.roots.filter((_, i) => !refusedAt[i] && !unreadable[i] && !broken.has(i)));
    let evaluation = evaluationOfSound();
    for (const [i, instance] of instances.entries()) {
      const run = (): void =>
        evaluation.run(instance, shapes[i]!.shapes, (root, value) => {
          // Programs of one tree and toScalar, which differ in the aggregate, share the number.
          const numbers = new Map<ToScalar, number | ReductionFault>();
          for (const reader of readers.get(root)!) {
            if (broken.has(reader)) continue;
            const { toScalar } = programs[reader]!;
            const number = numbers.get(toScalar) ?? reduced("toScalar", toScalar, () => value.toNumber(toScalar));
            numbers.set(toScalar, number);
            if (typeof number === "number") values[reader]![i] = number;
            else broken.set(reader, failureBy(number, instance));
          }
        });
      // What others compute with an operation that fails is not theirs to lose.
      for (let fault = faultOf(run); fault; fault = faultOf(run)) {
        blame(fault, instance);
        evaluation = evaluationOfSound();
      }
    }
    return programs.map(({ aggregate, sign }, i): Score => {
      const fault = broken.get(i);
      if (fault) return fault;
      const refused = refusedAt[i];
      if (refused) return { ok: false, reason: "shape", instance: refused.name };
      const unread = unreadable[i];
      if (unread) return { ok: false, ...unread };
      const aggregated = reduced("aggregate", aggregate, () => aggregate(values[i]!));
      if (typeof aggregated !== "number") return failureBy(aggregated, instances[0]!);
      const value = sign * aggregated;
      if (Number.isFinite(value)) return { ok: true, value };
      const culprit = values[i]!.findIndex((of) => !Number.isFinite(of));
      return { ok: false, reason: "non-finite", instance: instances[Math.max(culprit, 0)]!.name };
    });
  };
}

const failureBy = (fault: ReductionFault, { name: instance }: { readonly name: string }): Score => ({
  ok: false,
  reason: "operation",
  instance,
  ...fault,
});

/** The fault of an operation that ends `run`. */
function faultOf(run: () => void): OperationFault | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof OperationFault) return error;
    throw error;
  }
}

/** The nodes whose value depends on a node's. */
function reachedBy({ nodes }: SharedGraph<string>, place: number): ReadonlySet<number> {
  const reached = new Set([place]);
  for (const [at, node] of nodes.entries())
    if (node.kind === "call" && node.args.some((argument) => reached.has(argument))) reached.add(at);
  return reached;
}

/** The places of the programs whose root a node is. */
function programsByRoot({ roots }: SharedGraph<string>): ReadonlyMap<number, readonly number[]> {
  const readers = new Map<number, number[]>();
  roots.forEach((root, i) => {
    const known = readers.get(root);
    if (known) known.push(i);
    else readers.set(root, [i]);
  });
  return readers;
}

/** The networks of a space mostly refuse the same programs, so what was prepared for one serves the next. */
function evaluationsOf(evaluator: Evaluator, graph: SharedGraph<string>): (roots: readonly number[]) => Evaluation {
  let last: { readonly key: string; readonly evaluation: Evaluation } | undefined;
  return (roots) => {
    const key = roots.join();
    if (last?.key !== key) last = { key, evaluation: evaluator(graph, roots) };
    return last.evaluation;
  };
}

/**
 * The scores of one network under several programs; equal subtrees are computed once per instance.
 *
 * Shapes come first, so no kernel runs for a program that does not apply to one of the instances. Finiteness is judged
 * on the statistics and on the aggregate alone: an inner −∞ that a later sigmoid tames is legal, EZNAS-A lives on it.
 * Throws a RangeError for no instances and for an instance without a statistic that a program reads.
 *
 * @example
 * ```ts
 * import { program, scoreAll } from "@eznas/program";
 *
 * const T3 = { shape: [1, 1, 1, 3], data: Float32Array.of(-1, 0, 4) };
 * const network = [{ name: "conv", statistics: { T3 } }];
 * const [a, b, c] = scoreAll([program("mean(T3)"), program("det(T3)"), program("reciprocal(T3)")], network);
 * a; // → { ok: true, value: 1 }
 * b; // → { ok: false, reason: 'shape', instance: 'conv' }
 * c; // → { ok: false, reason: 'non-finite', instance: 'conv' }
 * ```
 */
export function scoreAll(
  programs: readonly Program<string>[],
  instances: readonly InstanceStatistics<string>[],
  options: ScorerOptions = {},
): readonly Score[] {
  return scorer(programs, options)(instances);
}

/**
 * A network's score under a program: toScalar of the program's output on every
 * instance, aggregated (§3.3), with its sign.
 *
 * @see scoreAll for what is thrown, and for scoring by several programs at a time.
 *
 * @example
 * ```ts
 * import { program, score } from "@eznas/program";
 *
 * const conv = (name: string, weight: number) => ({
 *   name,
 *   statistics: { T3: { shape: [1, 1, 1, 1], data: Float32Array.of(weight) } },
 * });
 * score(program("abs(T3)"), [conv("first", -2), conv("second", 4)]); // → { ok: true, value: 3 }
 * ```
 */
export function score(
  program: Program<string>,
  instances: readonly InstanceStatistics<string>[],
  options: ScorerOptions = {},
): Score {
  return scorer([program], options)(instances)[0]!;
}
