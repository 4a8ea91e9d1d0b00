/** Logarithms, exponentials and what bounds a number. */
import { called } from "@eznas/ops";
import { withoutBrackets } from "./latex-brackets.ts";
import { type ScalarOpSpec, scalarOp } from "./scalar-op.ts";

const latexCall =
  (name: string) =>
  (a: string): string =>
    `${name}\\left(${withoutBrackets(a)}\\right)`;

type Name = "log" | "signedLog" | "cbrt" | "exp" | "tanh" | "sigmoid";

export const curves: Readonly<Record<Name, ScalarOpSpec>> = {
  log: scalarOp({
    arity: 1,
    of: Math.log,
    latex: latexCall("\\log"),
    domain: "the natural logarithm: −∞ at 0, NaN below it",
    examples: [
      { of: [Math.E], is: 1 },
      { of: [0], is: Number.NEGATIVE_INFINITY },
      { of: [-1], is: Number.NaN },
    ],
    laws: ["increasing"],
  }),
  signedLog: scalarOp({
    arity: 1,
    of: (a) => Math.sign(a) * Math.log1p(Math.abs(a)),
    latex: latexCall("\\operatorname{slog}"),
    domain: "sign(x) · log(1 + |x|), total",
    examples: [
      { of: [Math.E - 1], is: 1 },
      { of: [1 - Math.E], is: -1 },
      { of: [0], is: 0 },
    ],
    laws: ["odd", "increasing"],
  }),
  cbrt: scalarOp({
    arity: 1,
    of: Math.cbrt,
    latex: (a) => `\\sqrt[3]{${withoutBrackets(a)}}`,
    domain: "the cube root, total",
    examples: [{ of: [-8], is: -2 }],
    laws: ["odd", "increasing"],
  }),
  exp: scalarOp({
    arity: 1,
    of: Math.exp,
    latex: latexCall("\\exp"),
    domain: "total; infinite past 709.8",
    examples: [
      { of: [0], is: 1 },
      { of: [710], is: Number.POSITIVE_INFINITY },
    ],
    laws: ["nonNegative", "increasing"],
  }),
  tanh: scalarOp({
    arity: 1,
    of: Math.tanh,
    latex: latexCall("\\tanh"),
    domain: "between −1 and 1",
    examples: [{ of: [Number.POSITIVE_INFINITY], is: 1 }],
    laws: ["odd", "increasing"],
  }),
  sigmoid: scalarOp({
    arity: 1,
    of: (a) => 1 / (1 + Math.exp(-a)),
    latex: latexCall("\\sigma"),
    infix: called("σ"),
    domain: "1 / (1 + exp(−x)), between 0 and 1",
    examples: [
      { of: [0], is: 0.5 },
      { of: [Number.NEGATIVE_INFINITY], is: 0 },
    ],
    laws: ["nonNegative", "increasing"],
  }),
};
