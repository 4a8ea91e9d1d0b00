import { fold, type Tree } from "@eznas/gp";
import { ops as defaultOps, type OpTable } from "@eznas/ops";
import { operation } from "./infer-shape.ts";
import type { Program } from "./program.ts";
import type { Aggregate, ReductionSpec, ToScalar } from "./reductions/reduction.ts";

/**
 * A program as a formula in LaTeX, its statistics as T₁ᴰ and, for gradients, ∇T₁ᴰ.
 *
 * Of a bare tree the operations are those of `@eznas/ops`. Throws a RangeError for an
 * operation that is not in the table.
 *
 * @example
 * ```ts
 * import { latex, program } from "@eznas/program";
 *
 * latex(program("logDet(T1G_D)")); // → '\\log\\det \\nabla T_{1}^{D}'
 * latex(program("sum of l2: T3")); // → '\\sum_{i \\in \\mathrm{rcb}} \\left\\lVert T_{3} \\right\\rVert_{2}'
 * ```
 */
export function latex(source: Program<string> | Tree): string {
  const formula = treeLatex(source);
  return "tree" in source ? reduced(formula, source) : formula;
}

/**
 * A program as a formula in LaTeX with its toScalar and its aggregate, also where they are means: a number of a
 * network, for a place among other numbers.
 *
 * Throws as {@link latex} does.
 *
 * @example
 * ```ts
 * import { latexInFull, program } from "@eznas/program";
 *
 * latexInFull(program("sum of l2: T3")); // → '\\sum_{i \\in \\mathrm{rcb}} \\left\\lVert T_{3} \\right\\rVert_{2}'
 * ```
 */
export function latexInFull(program: Program<string>): string {
  return reduced(treeLatex(program), program, true);
}

function treeLatex(source: Program<string> | Tree): string {
  const { tree, ops } = treeAndOps(source);
  return fold<string>(tree, {
    leaf: terminalLatex,
    call: (name, args) => operation("latex", ops, name).latex(...args),
  });
}

/** The formula of a whole metric; what is the default is left out, as it is of the metric's text. */
function reduced(formula: string, { toScalar, aggregate, pattern, sign }: Program<string>, inFull = false): string {
  const aggregated = inFull || aggregate.text !== "mean";
  const index = `i \\in \\mathrm{${pattern.name.replaceAll(" ", "\\ ")}}`;
  let whole = formula;
  if (aggregated || toScalar.text !== "mean") whole = reductionLatex(toScalar)(whole);
  if (aggregated || pattern.name !== "rcb") whole = reductionLatex(aggregate)(whole, index);
  return sign < 0 ? `-${whole}` : whole;
}

/** A function that is in no table may be any. */
function reductionLatex(of: ToScalar | Aggregate): ReductionSpec["latex"] {
  if ("latex" in of) return of.latex as ReductionSpec["latex"];
  return (formula, index) => `f${index ? `_{${index}}` : ""}\\left(${formula}\\right)`;
}

function terminalLatex(name: string): string {
  const [, tensor, gradient, input] = /^T(\d)(G?)(?:_([DNPS]))?$/.exec(name) ?? [];
  if (tensor !== undefined) return `${gradient ? "\\nabla " : ""}T_{${tensor}}${input ? `^{${input}}` : ""}`;
  return betweenSamples.get(name) ?? `\\mathrm{${name}}`;
}

const betweenSamples: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["T3G_mean", "\\overline{\\nabla T_{3}}"],
  ["T3G_std", "\\sigma_{\\nabla T_{3}}"],
  ["JX_D", "\\nabla X^{D}"],
]);

/** A program's tree and operations; a bare tree is taken to use the default ones. */
export function treeAndOps(source: Program<string> | Tree): { readonly tree: Tree; readonly ops: OpTable } {
  return "tree" in source ? source : { tree: source, ops: defaultOps };
}
