/** Operations of one argument, element by element, with a result of its size. */

import type { ArenaKernel } from "./arena-kernel.ts";
import type { Block } from "./block.ts";
import type { Entries } from "./entries.ts";

type UnaryKernel = ArenaKernel<readonly [Block]>;

type UnaryEntry =
  | "abs"
  | "absLog"
  | "exp"
  | "heaviside"
  | "log"
  | "isNegative"
  | "normalize"
  | "reciprocal"
  | "relu"
  | "sigmoid"
  | "sign"
  | "square";

const unary =
  (entry: UnaryEntry & keyof Entries): UnaryKernel =>
  ({ entries }, out, a) =>
    entries[entry](a.offset, out.offset, out.size);

/** The magnitude. */
export const abs: UnaryKernel = /* @__PURE__ */ unary("abs");
/** |ln a|: 0 where a is 0, NaN where it is below. */
export const absLog: UnaryKernel = /* @__PURE__ */ unary("absLog");
/** Within 2 units in the last place, denormal results included. */
export const exp: UnaryKernel = /* @__PURE__ */ unary("exp");
/** 1 where a > 0, else 0. */
export const heaviside: UnaryKernel = /* @__PURE__ */ unary("heaviside");
/** ln a within 2 units in the last place, and 0 where a ≤ 0. */
export const log: UnaryKernel = /* @__PURE__ */ unary("log");
/** 1 where a < 0, else 0. */
export const isNegative: UnaryKernel = /* @__PURE__ */ unary("isNegative");
/** (a − mean)/deviation over all values, n − 1 degrees of freedom, and 0 where that is NaN. */
export const normalize: UnaryKernel = /* @__PURE__ */ unary("normalize");
/** 1/a; ±∞ at ±0. */
export const reciprocal: UnaryKernel = /* @__PURE__ */ unary("reciprocal");
/** NaN stays NaN. */
export const relu: UnaryKernel = /* @__PURE__ */ unary("relu");
/** 1/(1 + e^−a) within 3 units in the last place. */
export const sigmoid: UnaryKernel = /* @__PURE__ */ unary("sigmoid");
/** −1, 0 or 1; 0 for NaN. */
export const sign: UnaryKernel = /* @__PURE__ */ unary("sign");
/** a². */
export const square: UnaryKernel = /* @__PURE__ */ unary("square");

/** All values of the result are the given one, whatever the argument. */
export const fill =
  (value: number): UnaryKernel =>
  ({ entries }, out) =>
    entries.fill(out.offset, out.size, value);

/** Along axis 0 of tensors with 0, 1 or 3 axes, else along axis 1. */
export const softmax: UnaryKernel = ({ entries }, out, { offset, shape, size }) => {
  const axis = shape.length === 2 || shape.length > 3 ? 1 : 0;
  const outer = axis === 0 ? 1 : shape[0]!;
  const length = shape[axis] ?? 1;
  entries.softmax(offset, out.offset, outer, length, size / (outer * length));
};
