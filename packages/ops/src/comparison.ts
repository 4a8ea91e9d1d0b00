import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { entry } from "./define.ts";
import { truth } from "./plain-text.ts";
import { broadcast, sameShape } from "./shape.ts";

export const comparison = {
  less: entry({
    arity: 2,
    latex: (a, b) => `\\left[${a} < ${b}\\right]`,
    infix: (a, b) => truth(a, "<", b),
    shape: broadcast,
    kernel: (a, b) => indicator(tf.less(a, b)),
    fast: fast.less,
    domain: "1 where it holds, else 0, so 0 beside a NaN; shapes broadcast",
    examples: [{ of: [[1, 2, 3, Number.NaN], 2], is: [1, 0, 0, 0] }],
    laws: ["indicator"],
  }),
  greater: entry({
    arity: 2,
    latex: (a, b) => `\\left[${a} > ${b}\\right]`,
    infix: (a, b) => truth(a, ">", b),
    shape: broadcast,
    kernel: (a, b) => indicator(tf.greater(a, b)),
    fast: fast.greater,
    domain: "1 where it holds, else 0, so 0 beside a NaN; shapes broadcast",
    examples: [{ of: [[1, 2, 3, Number.NaN], 2], is: [0, 0, 1, 0] }],
    laws: ["indicator"],
  }),
  equal: entry({
    arity: 2,
    latex: (a, b) => `\\left[${a} = ${b}\\right]`,
    infix: (a, b) => truth(a, "=", b),
    shape: broadcast,
    kernel: (a, b) => indicator(tf.equal(a, b)),
    fast: fast.equal,
    domain: "1 where it holds, else 0; a NaN equals nothing; shapes broadcast",
    examples: [
      {
        of: [
          [1, 2, Number.NaN],
          [2, 2, Number.NaN],
        ],
        is: [0, 1, 0],
      },
    ],
    laws: ["commutative", "indicator"],
  }),
  isPositive: entry({
    arity: 1,
    latex: (a) => `\\left[${a} > 0\\right]`,
    infix: (a) => truth(a, ">", "0"),
    shape: sameShape,
    kernel: (a) => indicator(tf.greater(a, 0)),
    fast: fast.heaviside,
    domain: "1 where the element is above 0, else 0; 0 for NaN",
    examples: [{ of: [[-1, 0, 2, Number.NaN]], is: [0, 0, 1, 0] }],
    laws: ["indicator", "idempotent"],
  }),
  isNegative: entry({
    arity: 1,
    latex: (a) => `\\left[${a} < 0\\right]`,
    infix: (a) => truth(a, "<", "0"),
    shape: sameShape,
    kernel: (a) => indicator(tf.less(a, 0)),
    fast: fast.isNegative,
    domain: "1 where the element is below 0, else 0; 0 for NaN",
    examples: [{ of: [[-1, 0, 2, Number.NaN]], is: [1, 0, 0, 0] }],
    laws: ["indicator"],
  }),
} as const;

/** A truth value as the number that programs compute with. */
export function indicator(truth: tf.Tensor): tf.Tensor {
  return tf.cast(truth, "float32");
}
