/** Runs the kernels of a graph over one instance, on the current tfjs backend. */
import type { Op, Shape } from "@eznas/ops";
import { type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import type { Evaluator } from "./evaluation.ts";
import { checkResult, faultAt } from "./failure/operation-fault.ts";
import { statisticOf } from "./instance-shapes.ts";
import { scheduleOf } from "./shared-graph.ts";

/**
 * Every node is computed once, a statistic becomes a tensor when it is first needed, and every tensor is disposed as
 * soon as its last reader has run, or when a kernel throws.
 */
export const tensorEvaluator: Evaluator = ({ nodes }, wanted) => {
  const { order, roots, uses } = scheduleOf({ nodes }, wanted);
  return {
    run: (instance, shapes, visit) => {
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
            try {
              live.set(place, runKernel(node.op, args, shapes[place]!));
            } catch (error) {
              throw faultAt(place, node.op, error);
            }
            node.args.forEach(release);
          }
          if (roots.has(place)) {
            const result = live.get(place)!;
            const values = result.dataSync<"float32">();
            visit(place, {
              shape: result.shape,
              toNumber: (toScalar) => toScalar(values, result.shape),
              data: () => values.slice(),
            });
            release(place);
          }
        }
      } finally {
        for (const left of live.values()) left.dispose();
      }
    },
  };
};

/**
 * The result of an operation's kernel, as a tensor of its own. Throws where it is not of the shape that the rule gave.
 */
export function runKernel(op: Op, args: readonly Tensor[], shape: Shape): Tensor {
  return tidy(() => {
    const result = op.kernel(...args);
    checkResult(result, shape);
    // A kernel may hand back its argument; the clone shares its values and has a lifetime of its own.
    return args.includes(result) ? result.clone() : result;
  });
}
