/** Operations that are exact but for rounding: what IEEE 754 says of NaN, infinities and division by 0 holds. */
import { withoutBrackets } from "./latex-brackets.ts";
import { type ScalarOpSpec, scalarOp } from "./scalar-op.ts";

type Name = "add" | "sub" | "mul" | "div" | "min" | "max" | "neg" | "abs" | "sign" | "square" | "sqrt" | "reciprocal";

export const arithmetic: Readonly<Record<Name, ScalarOpSpec>> = {
  add: scalarOp({
    arity: 2,
    of: (a, b) => a + b,
    latex: (a, b) => `\\left(${a} + ${b}\\right)`,
    infix: (a, b) => `(${a} + ${b})`,
    domain: "total; NaN of opposite infinities",
    examples: [
      { of: [1, 2], is: 3 },
      { of: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], is: Number.NaN },
    ],
    laws: ["commutative", "increasing"],
  }),
  sub: scalarOp({
    arity: 2,
    of: (a, b) => a - b,
    latex: (a, b) => `\\left(${a} - ${b}\\right)`,
    infix: (a, b) => `(${a} − ${b})`,
    domain: "total; NaN of equal infinities",
    examples: [{ of: [1, 3], is: -2 }],
    laws: ["anticommutative"],
  }),
  mul: scalarOp({
    arity: 2,
    of: (a, b) => a * b,
    latex: (a, b) => `\\left(${a} \\cdot ${b}\\right)`,
    infix: (a, b) => `(${a} · ${b})`,
    domain: "total; NaN of 0 and an infinity",
    examples: [
      { of: [-2, 3], is: -6 },
      { of: [0, Number.POSITIVE_INFINITY], is: Number.NaN },
    ],
    laws: ["commutative"],
  }),
  div: scalarOp({
    arity: 2,
    of: (a, b) => a / b,
    latex: (a, b) => `\\frac{${withoutBrackets(a)}}{${withoutBrackets(b)}}`,
    infix: (a, b) => `(${a} / ${b})`,
    domain: "infinite where the divisor is 0, NaN of 0/0",
    examples: [
      { of: [1, 4], is: 0.25 },
      { of: [1, 0], is: Number.POSITIVE_INFINITY },
      { of: [0, 0], is: Number.NaN },
    ],
  }),
  min: scalarOp({
    arity: 2,
    of: Math.min,
    latex: (a, b) => `\\min\\left(${withoutBrackets(a)}, ${withoutBrackets(b)}\\right)`,
    domain: "the smaller; NaN if one is",
    examples: [
      { of: [2, -3], is: -3 },
      { of: [1, Number.NaN], is: Number.NaN },
    ],
    laws: ["commutative", "increasing"],
  }),
  max: scalarOp({
    arity: 2,
    of: Math.max,
    latex: (a, b) => `\\max\\left(${withoutBrackets(a)}, ${withoutBrackets(b)}\\right)`,
    domain: "the larger; NaN if one is",
    examples: [{ of: [2, -3], is: 2 }],
    laws: ["commutative", "increasing"],
  }),
  neg: scalarOp({
    arity: 1,
    of: (a) => -a,
    latex: (a) => `\\left(-${a}\\right)`,
    infix: (a) => `(−${a})`,
    domain: "total",
    examples: [{ of: [3], is: -3 }],
    laws: ["odd"],
  }),
  abs: scalarOp({
    arity: 1,
    of: Math.abs,
    latex: (a) => `\\left|${withoutBrackets(a)}\\right|`,
    domain: "total",
    examples: [{ of: [-3], is: 3 }],
    laws: ["even", "idempotent", "nonNegative"],
  }),
  sign: scalarOp({
    arity: 1,
    of: Math.sign,
    latex: (a) => `\\operatorname{sgn}\\left(${withoutBrackets(a)}\\right)`,
    domain: "−1, 0 or 1",
    examples: [
      { of: [-3], is: -1 },
      { of: [0], is: 0 },
    ],
    laws: ["odd", "idempotent", "increasing"],
  }),
  square: scalarOp({
    arity: 1,
    of: (a) => a * a,
    latex: (a) => `\\left(${withoutBrackets(a)}\\right)^{2}`,
    infix: (a) => (a.endsWith("²") ? `(${a})²` : `${a}²`),
    domain: "total; infinite past 1.3e154",
    examples: [{ of: [-3], is: 9 }],
    laws: ["even", "nonNegative"],
  }),
  sqrt: scalarOp({
    arity: 1,
    of: Math.sqrt,
    latex: (a) => `\\sqrt{${withoutBrackets(a)}}`,
    domain: "NaN below 0",
    examples: [
      { of: [9], is: 3 },
      { of: [-1], is: Number.NaN },
    ],
    laws: ["nonNegative", "increasing"],
  }),
  reciprocal: scalarOp({
    arity: 1,
    of: (a) => 1 / a,
    latex: (a) => `\\frac{1}{${withoutBrackets(a)}}`,
    infix: (a) => `(1/${a})`,
    domain: "infinite at 0",
    examples: [
      { of: [4], is: 0.25 },
      { of: [0], is: Number.POSITIVE_INFINITY },
    ],
    laws: ["odd"],
  }),
};
