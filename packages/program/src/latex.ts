import { fold, type Tree } from "@eznas/gp";
import { ops as defaultOps, type OpTable } from "@eznas/ops";
import { operation } from "./infer-shape.ts";
import type { Program } from "./program.ts";

/**
 * A program as a formula in LaTeX, its statistics as T₁ᴰ and, for gradients, ∇T₁ᴰ.
 *
 * Of a bare tree the operations are those of `@eznas/ops`. Throws a RangeError for an operation that is not in the table.
 *
 * @example
 * ```ts
 * import { latex, program } from "@eznas/program";
 *
 * latex(program("logDet(T1G_D)")); // → '\\log\\det \\nabla T_{1}^{D}'
 * ```
 */
export function latex(source: Program<string> | Tree): string {
  const { tree, ops } = treeAndOps(source);
  return fold<string>(tree, {
    leaf: terminalLatex,
    call: (name, args) => operation("latex", ops, name).latex(...args),
  });
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
