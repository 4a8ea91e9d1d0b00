import { sizeOf } from "@eznas/kernels";
import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { entry } from "./define.ts";
import { cosineOfRows, divergence, signMismatches } from "./numeric/distances.ts";
import { valuesOf } from "./plain-arrays.ts";
import { called, withoutParentheses } from "./plain-text.ts";
import { broadcast, required, type Shape } from "./shape.ts";

export const similarity = {
  hamming: entry({
    arity: 2,
    latex: (a, b) => `d_{H}\\left(${a}, ${b}\\right)`,
    infix: called("hamming"),
    shape: flattenedShape,
    kernel: (a, b) => {
      required("hamming", flattenedShape(a.shape, b.shape), a.shape, b.shape);
      return tf.scalar(signMismatches(valuesOf(a), valuesOf(b)), "float32");
    },
    fast: fast.hamming,
    domain:
      "in how many places one is above 0 and the other is not, both flattened; the sizes must be equal, " +
      "or one of them 1",
    examples: [
      {
        of: [
          [1, -1, 2, 0],
          [
            [3, 4],
            [-5, -6],
          ],
        ],
        is: 2,
      },
      { of: [1, [1, -1]], is: 1 },
    ],
    laws: ["commutative", "nonNegative"],
  }),
  klDivergence: entry({
    arity: 2,
    latex: (a, b) => `D_{\\mathrm{KL}}\\left(${b} \\,\\middle\\|\\, ${a}\\right)`,
    infix: (a, b) => `KL(${withoutParentheses(b)} ‖ ${withoutParentheses(a)})`,
    shape: divergenceShape,
    kernel: (a, b) => {
      required("klDivergence", divergenceShape(a.shape, b.shape), a.shape, b.shape);
      const shape = [...broadcast(a.shape, b.shape)!];
      const [input, target] = [a, b].map((x) => valuesOf(tf.broadcastTo(x, shape)));
      return tf.scalar(divergence(input!, target!) / a.shape[0]!, "float32");
    },
    fast: fast.klDivergence,
    domain:
      "the sum of t·(log t − a) over the t > 0 of the second, divided by the first's leading axis, " +
      "which it must have; shapes broadcast",
    examples: [
      {
        of: [
          [0, 0],
          [1, Math.E],
        ],
        is: Math.E / 2,
      },
      {
        of: [
          [1, 5],
          [1, -1],
        ],
        is: -0.5,
      },
    ],
  }),
  cosine: entry({
    arity: 2,
    latex: (a, b) => `\\cos\\left(${a}, ${b}\\right)`,
    infix: called("cosine"),
    shape: cosineShape,
    kernel: (a, b) => {
      const shape = required("cosine", cosineShape(a.shape, b.shape), a.shape, b.shape);
      if (a.rank === 0) return tf.zeros(shape);
      return tf.scalar(cosineOfRows(valuesOf(a), a.shape[0]!, valuesOf(b), b.shape[0]!), "float32");
    },
    fast: fast.cosine,
    domain:
      "the cosine of each row along the first axis with the other's row, summed; " +
      "one row on the left is compared with every row on the right; [0] for a single number on the left",
    examples: [
      { of: [[[3, 4]], [[4, 3]]], is: 0.96 },
      {
        of: [
          [
            [1, 0],
            [0, 2],
          ],
          [
            [5, 0],
            [0, -1],
          ],
        ],
        is: 0,
      },
      {
        of: [
          [[1, 0]],
          [
            [1, 0],
            [0, 1],
            [2, 0],
          ],
        ],
        is: 2,
      },
      { of: [1, [1, 2]], is: [0] },
    ],
  }),
} as const;

function flattenedShape(a: Shape, b: Shape): Shape | undefined {
  const [one, other] = [sizeOf(a), sizeOf(b)];
  return one === other || one === 1 || other === 1 ? [] : undefined;
}

function divergenceShape(a: Shape, b: Shape): Shape | undefined {
  return a.length > 0 && broadcast(a, b) ? [] : undefined;
}

/** As the released code where that runs (one row on the left), and for equally many rows, where it fails. */
function cosineShape(a: Shape, b: Shape): Shape | undefined {
  if (a.length === 0) return [1];
  if (b.length === 0 || sizeOf(a.slice(1)) !== sizeOf(b.slice(1))) return undefined;
  return a[0] === b[0] || (a[0] === 1 && b.length > 1) ? [] : undefined;
}
