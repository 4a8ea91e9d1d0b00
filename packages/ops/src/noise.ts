/** The two random operations of the released table, which the paper's 34 leave out. */
import { standardNormal } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { entry, type OpSpec } from "./define.ts";
import { called } from "./plain-text.ts";
import { sameShape } from "./shape.ts";

/**
 * An operation that adds normal noise of variance 0.1 to every element, to be added to a table by `extendOps`.
 *
 * Each evaluation takes fresh deviates from the generator, so a program with it is a function of the generator's state
 * as well, and equal subtrees, being computed once, get equal noise.
 *
 * @param rng uniform on [0, 1)
 *
 * @example
 * ```ts
 * import { addNoise, extendOps, ops } from "@eznas/ops";
 *
 * const table = extendOps(ops, { addNoise: addNoise(() => 0.7) });
 * Object.keys(table).length; // → 35
 * ```
 */
export function addNoise(rng: () => number): OpSpec<1> {
  const normal = standardNormal(rng);
  const deviation = Math.sqrt(0.1);
  return entry({
    arity: 1,
    latex: (a) => `\\left(${a} + \\sqrt{0.1}\\,\\mathcal{N}\\right)`,
    infix: (a) => `(${a} + N(0, 0.1))`,
    shape: sameShape,
    kernel: (a) =>
      tf.add(
        a,
        draws(a, () => deviation * normal()),
      ),
    domain: "adds N(0, 0.1) to every element, other noise each time",
    examples: [],
  });
}

/**
 * An operation that gives standard normal deviates in the shape of its argument, to be added to a table by `extendOps`.
 *
 * Each evaluation takes fresh deviates from the generator; see {@link addNoise}.
 *
 * @param rng uniform on [0, 1)
 *
 * @example
 * ```ts
 * import { normalInit } from "@eznas/ops";
 *
 * normalInit(() => 0.7).shape([16, 3]); // → [ 16, 3 ]
 * ```
 */
export function normalInit(rng: () => number): OpSpec<1> {
  const normal = standardNormal(rng);
  return entry({
    arity: 1,
    latex: (a) => `\\mathcal{N}\\left(${a}\\right)`,
    infix: called("normalInit"),
    shape: sameShape,
    kernel: (a) => draws(a, normal),
    domain: "N(0, 1) in every place, whatever was there, other values each time",
    examples: [],
  });
}

function draws(a: tf.Tensor, draw: () => number): tf.Tensor {
  return tf.tensor(Float32Array.from({ length: a.size }, draw), a.shape, "float32");
}
