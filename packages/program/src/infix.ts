import { fold, type Tree } from "@eznas/gp";
import { called, withoutParentheses } from "@eznas/ops";
import { operation } from "./infer-shape.ts";
import { treeAndOps } from "./latex.ts";
import type { Program } from "./program.ts";

/**
 * A program as a formula for reading in a terminal, different for each two programs of the operations of `@eznas/ops`. It is not
 * parsed back: `format` of `@eznas/gp` writes texts for that.
 *
 * Of a bare tree the operations are those of `@eznas/ops`. Throws a RangeError for an operation that is not in the table.
 *
 * @example
 * ```ts
 * import { infix, program } from "@eznas/program";
 *
 * infix(program("frobenius(sigmoid(T3))")); // → '‖σ(T3)‖'
 * ```
 */
export function infix(source: Program<string> | Tree): string {
  const { tree, ops } = treeAndOps(source);
  const formula = fold<string>(tree, {
    leaf: (name) => name,
    call: (name, args) => (operation("infix", ops, name).infix ?? called(name))(...args),
  });
  return withoutParentheses(formula);
}
