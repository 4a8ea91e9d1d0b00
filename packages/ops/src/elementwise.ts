import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { indicator } from "./comparison.ts";
import { entry } from "./define.ts";
import { standardize } from "./numeric/sums.ts";
import { valuesOf } from "./plain-arrays.ts";
import { barred, called } from "./plain-text.ts";
import { type Shape, sameShape } from "./shape.ts";

export const elementwise = {
  log: entry({
    arity: 1,
    latex: (a) => `\\log ${a}`,
    infix: called("log"),
    shape: sameShape,
    kernel: (a) => tf.log(tf.where(tf.lessEqual(a, 0), tf.onesLike(a), a)),
    fast: fast.log,
    domain: "total: 0 where the element is not above 0",
    examples: [{ of: [[-2, 0, 1, Math.E, Infinity, Number.NaN]], is: [0, 0, 0, 1, Infinity, Number.NaN] }],
  }),
  absLog: entry({
    arity: 1,
    latex: (a) => `\\left|\\log ${a}\\right|`,
    infix: called("absLog"),
    shape: sameShape,
    kernel: (a) => tf.abs(tf.log(tf.where(tf.equal(a, 0), tf.onesLike(a), a))),
    fast: fast.absLog,
    domain: "0 at 0, NaN below it",
    examples: [{ of: [[-1, 0, Math.exp(-2), Math.E]], is: [Number.NaN, 0, 2, 1] }],
    laws: ["nonNegative"],
  }),
  abs: entry({
    arity: 1,
    latex: (a) => `\\left|${a}\\right|`,
    infix: (a) => barred("|", a),
    shape: sameShape,
    kernel: (a) => tf.abs(a),
    fast: fast.abs,
    domain: "total",
    examples: [{ of: [[-2, 0, 3]], is: [2, 0, 3] }],
    laws: ["even", "idempotent", "nonNegative"],
  }),
  square: entry({
    arity: 1,
    latex: (a) => `\\left(${a}\\right)^{2}`,
    infix: (a) => (a.endsWith("²") ? `(${a})²` : `${a}²`),
    shape: sameShape,
    kernel: (a) => tf.square(a),
    fast: fast.square,
    domain: "element by element, total; ∞ past 1.8e19",
    examples: [{ of: [[-2, 0, 1e30]], is: [4, 0, Infinity] }],
    laws: ["even", "nonNegative"],
  }),
  exp: entry({
    arity: 1,
    latex: (a) => `\\exp\\left(${a}\\right)`,
    infix: called("exp"),
    shape: sameShape,
    kernel: (a) => tf.exp(a),
    fast: fast.exp,
    domain: "total; ∞ past 88.7",
    examples: [{ of: [[0, 1, 89, -Infinity]], is: [1, Math.E, Infinity, 0] }],
    laws: ["nonNegative"],
  }),
  reciprocal: entry({
    arity: 1,
    latex: (a) => `\\frac{1}{${a}}`,
    infix: (a) => `(1/${a})`,
    shape: sameShape,
    kernel: (a) => tf.reciprocal(a),
    fast: fast.reciprocal,
    domain: "element by element; ∞ at 0",
    examples: [{ of: [[2, 0, -4, Infinity]], is: [0.5, Infinity, -0.25, 0] }],
    laws: ["odd"],
  }),
  relu: entry({
    arity: 1,
    latex: (a) => `\\operatorname{ReLU}\\left(${a}\\right)`,
    infix: called("relu"),
    shape: sameShape,
    // Not tf.relu, which makes 0 of a NaN.
    kernel: (a) => tf.where(tf.lessEqual(a, 0), tf.zerosLike(a), a),
    fast: fast.relu,
    domain: "total; NaN stays NaN",
    examples: [{ of: [[-1, 0, 2, Number.NaN]], is: [0, 0, 2, Number.NaN] }],
    laws: ["idempotent", "nonNegative"],
  }),
  sign: entry({
    arity: 1,
    latex: (a) => `\\operatorname{sign} ${a}`,
    infix: called("sign"),
    shape: sameShape,
    // Not tf.sign, which makes 0 of a denormal number on backend-wasm and of none on backend-cpu.
    kernel: (a) => tf.sub(indicator(tf.greater(a, 0)), indicator(tf.less(a, 0))),
    fast: fast.sign,
    domain: "−1, 0 or 1; 0 for NaN",
    examples: [{ of: [[-3, 0, 1e-40, Number.NaN]], is: [-1, 0, 1, 0] }],
    laws: ["odd", "idempotent"],
  }),
  heaviside: entry({
    arity: 1,
    latex: (a) => `\\Theta\\left(${a}\\right)`,
    infix: called("Θ"),
    shape: atLeastOneAxis,
    kernel: (a) => indicator(tf.greater(tf.reshape(a, [...atLeastOneAxis(a.shape)]), 0)),
    fast: fast.heaviside,
    domain:
      "isPositive (1 above 0, else 0, also for NaN), but a single number becomes a vector of length 1, " +
      "as in the released code",
    examples: [
      { of: [[-1, 0, 2, Number.NaN]], is: [0, 0, 1, 0] },
      { of: [2], is: [1] },
    ],
    laws: ["idempotent", "indicator"],
  }),
  sigmoid: entry({
    arity: 1,
    latex: (a) => `\\sigma\\left(${a}\\right)`,
    infix: called("σ"),
    shape: sameShape,
    // Not tf.sigmoid: the backends differ in where it is still above 0, and a log after it shows that.
    kernel: (a) => tf.reciprocal(tf.add(tf.exp(tf.neg(a)), 1)),
    fast: fast.sigmoid,
    domain: "total; 0 below −88.7",
    examples: [{ of: [[0, Math.log(3), -Infinity, Infinity]], is: [0.5, 0.75, 0, 1] }],
    laws: ["nonNegative"],
  }),
  normalize: entry({
    arity: 1,
    latex: (a) => `\\operatorname{normalize}\\left(${a}\\right)`,
    infix: called("normalize"),
    shape: sameShape,
    kernel: (a) => tf.tensor(standardize(valuesOf(a)), a.shape),
    fast: fast.normalize,
    domain: "(a − mean) / deviation over all elements, the deviation over n − 1; what would be NaN is 0",
    examples: [
      { of: [[1, 2, 3]], is: [-1, 0, 1] },
      { of: [[4, 4, 4]], is: [0, 0, 0] },
      { of: [7], is: 0 },
    ],
    laws: ["odd", "idempotent"],
  }),
  softmax: entry({
    arity: 1,
    latex: (a) => `\\operatorname{softmax}\\left(${a}\\right)`,
    infix: called("softmax"),
    shape: sameShape,
    kernel: (a) => {
      if (a.rank === 0) return tf.exp(tf.sub(a, a));
      const axis = a.rank === 1 || a.rank === 3 ? 0 : 1;
      const powers = tf.exp(tf.sub(a, tf.max(a, axis, true)));
      return tf.div(powers, tf.sum(powers, axis, true));
    },
    fast: fast.softmax,
    domain: "over axis 0 of 0, 1 or 3 axes, else over axis 1; NaN beside a NaN or +∞",
    examples: [
      { of: [[0, Math.log(3)]], is: [0.25, 0.75] },
      {
        of: [
          [
            [0, 0],
            [5, 5],
          ],
        ],
        is: [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
      },
      { of: [[[[0, 1]], [[0, 1]]]], is: [[[0.5, 0.5]], [[0.5, 0.5]]] },
    ],
    laws: ["nonNegative"],
  }),
} as const;

function atLeastOneAxis(shape: Shape): Shape {
  return shape.length === 0 ? [1] : shape;
}
