import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { entry } from "./define.ts";
import { eigenvalues } from "./numeric/eigenvalues.ts";
import { gram } from "./numeric/gram.ts";
import { determinant, logDeterminant } from "./numeric/lu.ts";
import { symmetricEigenvalues } from "./numeric/symmetric-eigenvalues.ts";
import { mapMatrices, valuesOf } from "./plain-arrays.ts";
import { called } from "./plain-text.ts";
import { perMatrix, type Shape } from "./shape.ts";

export const linalg = {
  det: entry({
    arity: 1,
    latex: (a) => `\\det ${a}`,
    infix: called("det"),
    shape: perMatrix,
    kernel: (a) => mapMatrices("det", a, determinant),
    fast: fast.det,
    domain: "of each matrix of the last two axes, which must be square",
    examples: [
      {
        of: [
          [
            [2, 1],
            [1, 3],
          ],
        ],
        is: 5,
      },
      { of: [[[[-1]], [[4]]]], is: [-1, 4] },
    ],
  }),
  logDet: entry({
    arity: 1,
    latex: (a) => `\\log\\det ${a}`,
    infix: called("logDet"),
    shape: perMatrix,
    kernel: (a) => mapMatrices("logDet", a, (...matrix) => zeroForNaN(logDeterminant(...matrix))),
    fast: fast.logDet,
    domain:
      "of each matrix of the last two axes, which must be square; singular gives −∞, " +
      "a negative determinant or NaN gives 0",
    examples: [
      {
        of: [
          [
            [2, 0],
            [0, 3],
          ],
        ],
        is: Math.log(6),
      },
      {
        of: [
          [
            [1, 1],
            [1, 1],
          ],
        ],
        is: -Infinity,
      },
      {
        of: [
          [
            [0, 1],
            [1, 0],
          ],
        ],
        is: 0,
      },
    ],
  }),
  symmetricEigenRatio: entry({
    arity: 1,
    latex: (a) => `\\frac{\\lambda_{\\max}}{\\lambda_{\\min}}\\left(${a}\\right)`,
    infix: called("symmetricEigenRatio"),
    shape: eigenRatioShape,
    kernel: (a) =>
      ratioOf(a, (matrix, rows) => {
        const ascending = symmetricEigenvalues(matrix, 0, rows);
        return ascending.at(-1)! / ascending[0]!;
      }),
    fast: fast.symmetricEigenRatio,
    domain:
      "largest over smallest eigenvalue of M·Mᵀ + (M·Mᵀ)ᵀ, M's rows along the first axis; " +
      "NaN if any element is not finite; [0] for a single number",
    examples: [
      {
        of: [
          [
            [2, 0],
            [0, 1],
          ],
        ],
        is: 4,
      },
      { of: [3], is: [0] },
    ],
    laws: ["even"],
  }),
  eigenRatio: entry({
    arity: 1,
    latex: (a) => `\\frac{\\lambda_{n}}{\\lambda_{1}}\\left(${a}\\right)`,
    infix: called("eigenRatio"),
    shape: eigenRatioShape,
    kernel: (a) =>
      ratioOf(a, (matrix, rows) => {
        const { real } = eigenvalues(matrix, 0, rows);
        return real.at(-1)! / real[0]!;
      }),
    fast: fast.eigenRatio,
    domain:
      "last over first eigenvalue of M·Mᵀ along the diagonal of its Schur form, M's rows along the first axis; " +
      "NaN if any element is not finite; [0] for a single number",
    examples: [
      {
        of: [
          [
            [2, 1],
            [1, 3],
          ],
        ],
        is: (3 + Math.sqrt(5)) ** 2 / 4,
      },
      { of: [3], is: [0] },
    ],
    laws: ["even"],
  }),
} as const;

function zeroForNaN(x: number): number {
  return Number.isNaN(x) ? 0 : x;
}

function eigenRatioShape(a: Shape): Shape {
  return a.length === 0 ? [1] : [];
}

/** A ratio of eigenvalues of M·Mᵀ, M being the tensor as rows along its first axis. */
function ratioOf(a: tf.Tensor, ratio: (matrix: Float64Array, rows: number) => number): tf.Tensor {
  const rows = a.shape[0];
  return rows === undefined ? tf.zeros([1]) : tf.scalar(ratio(gram(valuesOf(a), rows), rows), "float32");
}
