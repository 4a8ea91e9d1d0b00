/** What evaluates graphs, and which one a caller gets. */
import { Arena } from "@eznas/kernels/expression";
import type { Shape } from "@eznas/ops";
import type { InstanceStatistics } from "@eznas/stats";
import { arenaEvaluator } from "./evaluate-in-arena.ts";
import { tensorEvaluator } from "./evaluate-on-tensors.ts";
import type { Graph } from "./graph.ts";
import type { ToScalar } from "./to-scalar.ts";

/** The value of a root, which lasts as long as the call it is handed to. */
export interface RootValue {
  readonly shape: Shape;
  readonly toNumber: (toScalar: ToScalar) => number;
  /** A copy of the values, row-major. */
  readonly data: () => Float32Array;
}

/** Computes some of a graph's roots on one instance after the other; none of them may be one that does not apply. */
export interface Evaluation {
  /** `shapes` are by node of the graph; `visit` gets each of the roots once, by its place. */
  readonly run: (
    instance: InstanceStatistics,
    shapes: readonly (Shape | undefined)[],
    visit: (root: number, value: RootValue) => void,
  ) => void;
}

export type Evaluator = (graph: Graph, roots: readonly number[]) => Evaluation;

export interface EvaluatorOptions {
  /**
   * How kernels run. "fast": an operation's `fast` kernel over WebAssembly memory, and `kernel` where it has none. "tfjs":
   * every operation's `kernel` on the current tfjs backend. They agree to float32 rounding. Default: "fast".
   */
  readonly evaluator?: "fast" | "tfjs";
  /** The memory that "fast" evaluates in; one may serve any number of scorers. Default: one of its own. */
  readonly arena?: Arena;
}

export function evaluatorOf({ evaluator = "fast", arena }: EvaluatorOptions): Evaluator {
  return evaluator === "tfjs" ? tensorEvaluator : arenaEvaluator(arena ?? new Arena());
}
