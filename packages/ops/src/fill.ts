import * as fast from "@eznas/kernels/expression";
import * as tf from "@tensorflow/tfjs-core";
import { entry } from "./define.ts";
import { called } from "./plain-text.ts";
import { sameShape } from "./shape.ts";

export const fill = {
  onesLike: entry({
    arity: 1,
    latex: (a) => `\\mathbf{1}\\left(${a}\\right)`,
    infix: called("onesLike"),
    shape: sameShape,
    kernel: (a) => tf.onesLike(a),
    fast: fast.fill(1),
    shapeOnly: true,
    domain: "1 in every place, whatever was there",
    examples: [{ of: [[2, Number.NaN]], is: [1, 1] }],
    laws: ["even", "idempotent", "indicator"],
  }),
  zerosLike: entry({
    arity: 1,
    latex: (a) => `\\mathbf{0}\\left(${a}\\right)`,
    infix: called("zerosLike"),
    shape: sameShape,
    kernel: (a) => tf.zerosLike(a),
    fast: fast.fill(0),
    shapeOnly: true,
    domain: "0 in every place, whatever was there",
    examples: [{ of: [[2, Number.NaN]], is: [0, 0] }],
    laws: ["odd", "even", "idempotent", "indicator"],
  }),
} as const;
