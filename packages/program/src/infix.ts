import type { Tree } from "@eznas/gp";
import { called, ops as defaultOps, interSampleOps, type OpTable } from "@eznas/ops";
import { operation } from "./infer-shape.ts";
import { treeAndOps } from "./latex.ts";
import type { Program } from "./program.ts";
import type { Aggregate, Reduction, ToScalar } from "./reductions/reduction.ts";
import { plainFormula } from "./text/plain-formula.ts";

/**
 * A program as a formula for reading in a terminal, different for each two programs of the operations of `@eznas/ops`.
 * It is not parsed back: `format` of `@eznas/gp` writes texts for that.
 *
 * Of a bare tree the operations are those of `@eznas/ops`. Throws a RangeError for an
 * operation that is not in the table.
 *
 * @example
 * ```ts
 * import { infix, program } from "@eznas/program";
 *
 * infix(program("frobenius(sigmoid(T3))")); // → '‖σ(T3)‖'
 * infix(program("sum of l2: T3")); // → 'Σ of ‖·‖: T3'
 * ```
 */
export function infix(source: Program<string> | Tree): string {
  const { tree, ops } = treeAndOps(source);
  const whole = plainFormula(tree, {
    leaf: (name) => name,
    call: (name, args) => (operation("infix", ops, name).infix ?? called(name))(...args),
    places: (name) => {
      const { infix } = ops[name]!;
      return infix === undefined || infix === known[name]?.infix;
    },
  });
  return "tree" in source ? reduced(whole, source) : whole;
}

const known: OpTable = /* @__PURE__ */ { ...defaultOps, ...interSampleOps };

/** What is the default is left out, as it is of the metric's text. */
function reduced(formula: string, { toScalar, aggregate, pattern, sign }: Program<string>): string {
  const [inner, outer] = [signOf(toScalar), signOf(aggregate)];
  const reductions = outer !== "mean" ? `${outer} of ${inner}: ` : inner !== "mean" ? `${inner}: ` : "";
  return `${sign < 0 ? "−" : ""}${pattern.name === "rcb" ? "" : `${pattern.name}: `}${reductions}${formula}`;
}

const signOf = (of: ToScalar | Aggregate): string => ("infix" in of ? (of as Reduction).infix : "?");
