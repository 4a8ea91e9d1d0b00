/** What it takes to compute some of a graph's roots on instances. */
import type { Shape } from "@eznas/ops";
import type { InstanceStatistics } from "@eznas/stats";
import type { ToScalar } from "./reductions/reduction.ts";
import type { SharedGraph } from "./shared-graph.ts";

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
    instance: InstanceStatistics<string>,
    shapes: readonly (Shape | undefined)[],
    visit: (root: number, value: RootValue) => void,
  ) => void;
}

export type Evaluator = (graph: SharedGraph<string>, roots: readonly number[]) => Evaluation;
