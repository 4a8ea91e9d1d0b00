/** Runs the kernels of a graph over one instance, on the current tfjs backend. */
import type { Op, Shape } from "@eznas/ops";
import type { InstanceStatistics } from "@eznas/stats";
import { type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { type Graph, graphOf, type Schedule, scheduleOf } from "./graph.ts";
import { shapesOn, statisticOf } from "./instance-shapes.ts";
import type { Program } from "./program.ts";

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
 * reads. Runs on the current tfjs backend and leaves no tensor behind.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { evaluate, program } from "@eznas/program";
 *
 * await useBackend("cpu");
 * const T3 = { shape: [2, 1, 1, 1], data: Float32Array.of(-3, 4) };
 * evaluate(program("frobenius(T3)"), { name: "conv", statistics: { T3 } })?.data[0]; // → 5
 * ```
 */
export function evaluate(program: Pick<Program, "tree" | "ops">, instance: InstanceStatistics): Output | undefined {
  const graph = graphOf([program]);
  const root = graph.roots[0]!;
  if (!shapesOn(graph)(instance)[root]) return undefined;
  return evaluateGraph(graph, scheduleOf(graph, [root]), instance).get(root);
}

/**
 * The outputs of the schedule's roots, by node.
 *
 * Every node is computed once, a statistic becomes a tensor when it is first needed, and every tensor is disposed as
 * soon as its last reader has run, or when a kernel throws. The schedule must leave out what does not apply.
 */
export function evaluateGraph(
  { nodes }: Graph,
  { order, roots, uses }: Schedule,
  instance: InstanceStatistics,
): ReadonlyMap<number, Output> {
  const outputs = new Map<number, Output>();
  const live = new Map<number, Tensor>();
  const readersLeft = [...uses];
  const release = (place: number): void => {
    readersLeft[place]!--;
    if (readersLeft[place]! > 0) return;
    live.get(place)!.dispose();
    live.delete(place);
  };
  try {
    for (const place of order) {
      const node = nodes[place]!;
      if (node.kind === "terminal") {
        const { data, shape } = statisticOf(instance, node.name);
        live.set(place, tensor(data, [...shape]));
      } else {
        const args = node.args.map((argument) => live.get(argument)!);
        live.set(place, run(node.op, args));
        node.args.forEach(release);
      }
      if (roots.has(place)) {
        const result = live.get(place)!;
        outputs.set(place, { shape: result.shape, data: result.dataSync() });
        release(place);
      }
    }
  } finally {
    for (const left of live.values()) left.dispose();
  }
  return outputs;
}

function run(op: Op, args: readonly Tensor[]): Tensor {
  return tidy(() => {
    const result = op.kernel(...args);
    // A kernel may hand back its argument; the clone shares its values and has a lifetime of its own.
    return args.includes(result) ? result.clone() : result;
  });
}
