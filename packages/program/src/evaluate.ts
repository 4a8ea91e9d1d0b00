/** A program's output on one instance. */
import { format } from "@eznas/gp";
import type { Shape } from "@eznas/ops";
import type { InstanceStatistics } from "@eznas/stats";
import { type EvaluatorOptions, evaluatorOf } from "./evaluator.ts";
import { OperationFault } from "./failure/operation-fault.ts";
import { shapesOn } from "./instance-shapes.ts";
import type { Program } from "./program.ts";
import { sharedGraphOf } from "./shared-graph.ts";

/** What a tree computes on one instance. */
export interface Output {
  readonly shape: Shape;
  /** Row-major. */
  readonly data: ArrayLike<number>;
}

/**
 * A program's output on one instance, before toScalar: undefined where an operation does not apply to the shapes.
 *
 * NaN and infinities are outputs like others. Throws a RangeError when the instance lacks a statistic that the program
 * reads, and an Error that names an operation which throws or gives a wrong shape. Leaves no tensor behind.
 *
 * @example
 * ```ts
 * import { evaluate, program } from "@eznas/program";
 *
 * const T3 = { shape: [2, 1, 1, 1], data: Float32Array.of(-3, 4) };
 * evaluate(program("frobenius(T3)"), { name: "conv", statistics: { T3 } })?.data[0]; // → 5
 * ```
 */
export function evaluate(
  program: Pick<Program<string>, "tree" | "ops" | "terminals">,
  instance: InstanceStatistics<string>,
  options: EvaluatorOptions = {},
): Output | undefined {
  const graph = sharedGraphOf([program]);
  const root = graph.roots[0]!;
  const { shapes, faults } = shapesOn(graph)(instance);
  let output: Output | undefined;
  try {
    if (faults[0]) throw faults[0];
    if (!shapes[root]) return undefined;
    evaluatorOf(options)(graph, [root]).run(instance, shapes, (_, { shape, data }) => {
      output = { shape, data: data() };
    });
  } catch (error) {
    if (!(error instanceof OperationFault)) throw error;
    const place = `instance "${instance.name}" in ${format(program.tree)}`;
    throw new Error(`evaluate: operation "${error.operation}" ${error.detail} on ${place}`, { cause: error });
  }
  return output;
}
