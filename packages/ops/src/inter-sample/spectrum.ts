/** What is read off a matrix of samples (or of channels), and the division that ZiCo takes. */
import { sizeOf } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { entry } from "../define.ts";
import { symmetricEigenvalues } from "../numeric/symmetric-eigenvalues.ts";
import { overValues } from "../plain-arrays.ts";
import { called } from "../plain-text.ts";
import { broadcast, perMatrix, type Shape } from "../shape.ts";

/** jacob_cov's constant. */
const jitter = 1e-5;

export const spectrum = {
  jitter: entry({
    arity: 1,
    latex: (a) => `\\left(${a} + 10^{-5} I\\right)`,
    infix: (a) => `(${a} + 10⁻⁵·I)`,
    ...overValues(
      "jitter",
      (a) => (perMatrix(a) ? a : undefined),
      (values, shape) => {
        const n = shape.at(-1)!;
        return values.map((x, i) => (Math.floor(i / n) % n === i % n ? x + jitter : x));
      },
    ),
    domain: "10⁻⁵ more on the diagonal of each matrix of the last two axes, which must be square",
    examples: [
      {
        of: [
          [
            [0, 2],
            [3, 1],
          ],
        ],
        is: [
          [1e-5, 2],
          [3, 1.00001],
        ],
      },
    ],
  }),
  eigenvalues: entry({
    arity: 1,
    latex: (a) => `\\lambda\\left(${a}\\right)`,
    infix: called("λ"),
    ...overValues("eigenvalues", (a) => (perMatrix(a) ? a.slice(0, -1) : undefined), spectra),
    domain:
      "ascending, of the symmetric part (A + Aᵀ)/2 of each matrix of the last two axes, which must be square; " +
      "NaN where an element of it is not finite",
    examples: [
      {
        of: [
          [
            [2, 1],
            [1, 2],
          ],
        ],
        is: [1, 3],
      },
    ],
  }),
  minEigenvalue: entry({
    arity: 1,
    latex: (a) => `\\lambda_{\\min}\\left(${a}\\right)`,
    infix: called("λmin"),
    ...overValues("minEigenvalue", perMatrix, (values, shape) => {
      const n = shape.at(-1)!;
      return spectra(values, shape).filter((_, i) => i % n === 0);
    }),
    domain:
      "of the symmetric part (A + Aᵀ)/2 of each matrix of the last two axes, which must be square; " +
      "NaN where an element of it is not finite",
    examples: [
      {
        of: [
          [
            [2, 1],
            [1, 2],
          ],
        ],
        is: 1,
      },
      { of: [[[[4]], [[-1]]]], is: [4, -1] },
    ],
  }),
  ratio: entry({
    arity: 2,
    latex: (a, b) => `\\frac{${a}}{${b}}`,
    infix: (a, b) => `(${a} / ${b})`,
    shape: broadcast,
    kernel: (a, b) => {
      const none = tf.equal(b, 0);
      const quotient = tf.div(a, tf.where(none, tf.onesLike(b), b));
      return tf.where(tf.broadcastTo(none, quotient.shape), tf.zerosLike(quotient), quotient);
    },
    domain: "element by element, shapes broadcast; 0 where the second is 0",
    examples: [
      {
        of: [
          [6, 1, 0],
          [-3, 0, 0],
        ],
        is: [-2, 0, 0],
      },
    ],
  }),
} as const;

/** The eigenvalues of each matrix, one after the other. */
function spectra(values: Float32Array, shape: Shape): Float64Array {
  const n = shape.at(-1)!;
  const result = new Float64Array(sizeOf(shape) / n);
  const work = new Float64Array(n * n);
  for (let start = 0; start < values.length; start += n * n) {
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) work[i * n + j] = (values[start + i * n + j]! + values[start + j * n + i]!) / 2;
    result.set(symmetricEigenvalues(work, 0, n), start / n);
  }
  return result;
}
