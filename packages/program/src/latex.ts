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
export function latex(source: Program | Tree): string {
  const { tree, ops } = treeAndOps(source);
  return fold<string>(tree, {
    leaf: terminalLatex,
    call: (name, args) => operation("latex", ops, name).latex(...args),
  });
}

function terminalLatex(name: string): string {
  const [, tensor, gradient, input] = /^T(\d)(G?)(?:_([DNP]))?$/.exec(name) ?? [];
  if (tensor === undefined) return `\\mathrm{${name}}`;
  return `${gradient ? "\\nabla " : ""}T_{${tensor}}${input ? `^{${input}}` : ""}`;
}

/** A program's tree and operations; a bare tree is taken to use the default ones. */
export function treeAndOps(source: Program | Tree): { readonly tree: Tree; readonly ops: OpTable } {
  return "tree" in source ? source : { tree: source, ops: defaultOps };
}
