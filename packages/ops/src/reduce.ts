import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { entry } from "./define.ts";
import { sum, sumOfMagnitudes, sumOfSquares } from "./numeric/sums.ts";
import { reduceValues } from "./plain-arrays.ts";
import { barred, called } from "./plain-text.ts";
import { scalarShape } from "./shape.ts";

export const reduce = {
  frobenius: entry({
    arity: 1,
    latex: (a) => `\\left\\lVert ${a} \\right\\rVert_{F}`,
    infix: (a) => barred("‖", a),
    shape: scalarShape,
    kernel: (a) => reduceValues(a, (values) => Math.sqrt(sumOfSquares(values))),
    fast: fast.frobenius,
    domain: "the root of the sum of squares over all elements, summed in double precision",
    examples: [
      {
        of: [
          [
            [3, 0],
            [0, -4],
          ],
        ],
        is: 5,
      },
      { of: [-2], is: 2 },
    ],
    laws: ["even", "idempotent", "nonNegative"],
  }),
  mean: entry({
    arity: 1,
    latex: (a) => `\\overline{${a}}`,
    infix: called("mean"),
    shape: scalarShape,
    kernel: (a) => reduceValues(a, (values) => sum(values) / values.length),
    fast: fast.mean,
    domain: "over all elements, summed in double precision",
    examples: [
      {
        of: [
          [
            [1, 2],
            [3, 6],
          ],
        ],
        is: 3,
      },
    ],
    laws: ["odd", "idempotent"],
  }),
  meanAbs: entry({
    arity: 1,
    latex: (a) => `\\tfrac{1}{n}\\left\\lVert ${a} \\right\\rVert_{1}`,
    infix: called("meanAbs"),
    shape: scalarShape,
    kernel: (a) => reduceValues(a, (values) => sumOfMagnitudes(values) / values.length),
    fast: fast.meanAbs,
    domain:
      "the mean of the absolute values of all elements, their L1 norm over their number; summed in double precision",
    examples: [
      {
        of: [
          [
            [1, -2],
            [3, -6],
          ],
        ],
        is: 3,
      },
    ],
    laws: ["even", "idempotent", "nonNegative"],
  }),
  numel: entry({
    arity: 1,
    latex: (a) => `\\operatorname{numel}\\left(${a}\\right)`,
    infix: called("numel"),
    shape: () => [1],
    kernel: (a) => tf.tensor1d([a.size], "float32"),
    fast: fast.numel,
    shapeOnly: true,
    domain: "the number of elements, as a vector of length 1",
    examples: [
      {
        of: [
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
        ],
        is: [6],
      },
      { of: [Number.NaN], is: [1] },
    ],
    laws: ["even", "nonNegative"],
  }),
} as const;
