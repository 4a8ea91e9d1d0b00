import { sizeOf } from "@eznas/kernels";
import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { entry } from "./define.ts";
import { asColumn, asRow, broadcast, matrixProduct, required } from "./shape.ts";

export const arithmetic = {
  add: entry({
    arity: 2,
    latex: (a, b) => `\\left(${a} + ${b}\\right)`,
    infix: (a, b) => `(${a} + ${b})`,
    shape: broadcast,
    kernel: (a, b) => tf.add(a, b),
    fast: fast.add,
    domain: "total; shapes broadcast",
    examples: [
      {
        of: [
          [1, 2],
          [[10], [20]],
        ],
        is: [
          [11, 12],
          [21, 22],
        ],
      },
      { of: [Infinity, -Infinity], is: Number.NaN },
    ],
    laws: ["commutative"],
  }),
  sub: entry({
    arity: 2,
    latex: (a, b) => `\\left(${a} - ${b}\\right)`,
    infix: (a, b) => `(${a} - ${b})`,
    shape: broadcast,
    kernel: (a, b) => tf.sub(a, b),
    fast: fast.sub,
    domain: "total; shapes broadcast",
    examples: [{ of: [[5, 7], 1], is: [4, 6] }],
    laws: ["anticommutative"],
  }),
  mul: entry({
    arity: 2,
    latex: (a, b) => `\\left(${a} \\odot ${b}\\right)`,
    infix: (a, b) => `(${a} · ${b})`,
    shape: broadcast,
    kernel: (a, b) => tf.mul(a, b),
    fast: fast.mul,
    domain: "element by element, total; shapes broadcast",
    examples: [
      {
        of: [
          [1, 2],
          [3, 4],
        ],
        is: [3, 8],
      },
      { of: [0, Infinity], is: Number.NaN },
    ],
    laws: ["commutative"],
  }),
  matMul: entry({
    arity: 2,
    latex: (a, b) => `\\left(${a} \\, ${b}\\right)`,
    infix: (a, b) => `(${a} @ ${b})`,
    shape: matrixProduct,
    kernel: (a, b) => {
      const shape = required("matMul", matrixProduct(a.shape, b.shape), a.shape, b.shape);
      const left = tf.reshape(a, [...asRow(a.shape)]);
      const right = tf.reshape(b, [...asColumn(b.shape)]);
      return tf.reshape(tf.matMul(...alignBatches(left, right)), shape);
    },
    fast: fast.matMul,
    domain:
      "over the last two axes, those before them broadcast; a vector is a row on the left and a column on the right",
    examples: [
      {
        of: [
          [
            [1, 2],
            [3, 4],
          ],
          [[5], [6]],
        ],
        is: [[17], [39]],
      },
      {
        of: [
          [1, 2],
          [3, 4],
        ],
        is: 11,
      },
      { of: [2, [3]], is: 6 },
    ],
  }),
} as const;

/** Both factors with the same batch axes: backend-wasm broadcasts no more than a single matrix. */
function alignBatches(left: tf.Tensor, right: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const batches = [left, right].map(({ shape }) => shape.slice(0, -2));
  const batch = [...broadcast(batches[0]!, batches[1]!)!];
  return [align(left, batch), align(right, batch)];
}

function align(matrices: tf.Tensor, batch: readonly number[]): tf.Tensor {
  const size = sizeOf(matrices.shape.slice(0, -2));
  const inner = matrices.shape.slice(-2);
  return size === sizeOf(batch)
    ? tf.reshape(matrices, [...batch, ...inner])
    : tf.broadcastTo(matrices, [...batch, ...inner]);
}
