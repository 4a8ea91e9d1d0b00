import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { op } from "./define.ts";
import { sameShape } from "./shape.ts";

export const fill = {
  onesLike: op({
    arity: 1,
    latex: (a) => `\\mathbf{1}\\left(${a}\\right)`,
    shape: sameShape,
    kernel: (a) => tf.onesLike(a),
    fast: fast.fill(1),
    shapeOnly: true,
    domain: "1 in every place, whatever was there",
    examples: [{ of: [[2, Number.NaN]], is: [1, 1] }],
    laws: ["even", "idempotent", "indicator"],
  }),
  zerosLike: op({
    arity: 1,
    latex: (a) => `\\mathbf{0}\\left(${a}\\right)`,
    shape: sameShape,
    kernel: (a) => tf.zerosLike(a),
    fast: fast.fill(0),
    shapeOnly: true,
    domain: "0 in every place, whatever was there",
    examples: [{ of: [[2, Number.NaN]], is: [0, 0] }],
    laws: ["odd", "even", "idempotent", "indicator"],
  }),
} as const;
