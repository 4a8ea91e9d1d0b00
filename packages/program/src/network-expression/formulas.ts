/** Expressions over a network's scalars as formulas. */
import { fold, type Tree } from "@eznas/gp";
import { called } from "@eznas/ops";
import { plainFormula } from "../text/plain-formula.ts";
import { constantOf } from "./constants.ts";
import { scalarOpNamed } from "./evaluate-expression.ts";
import { withoutBrackets } from "./latex-brackets.ts";
import type { ScalarOpTable } from "./scalar-op.ts";
import { scalarOps } from "./table.ts";

/**
 * An expression as a formula in LaTeX, its leaves as the given function writes them; numbers are written here.
 *
 * Throws a RangeError for an operation that is not in the table.
 *
 * @example
 * ```ts
 * import { expressionLatex } from "@eznas/program";
 * import { call, leaf } from "@eznas/gp";
 *
 * const tree = call("div", [call("add", [leaf("params"), leaf("-2")]), leaf("depth")]);
 * expressionLatex(tree, (name) => `\\mathrm{${name}}`);
 * // → '\\frac{\\mathrm{params} + \\left(-2\\right)}{\\mathrm{depth}}'
 * ```
 */
export function expressionLatex(
  tree: Tree,
  leafLatex: (name: string) => string,
  ops: ScalarOpTable = scalarOps,
): string {
  const formula = fold<string>(tree, {
    leaf: (name) => (constantOf(name) === undefined ? leafLatex(name) : constantLatex(name)),
    call: (name, args) => scalarOpNamed("expressionLatex", ops, name).latex(...args),
  });
  return withoutBrackets(formula);
}

function constantLatex(name: string): string {
  const power = name.replace(
    /e([-+]?)0*(\d+)$/i,
    (_, sign, digits) => ` \\cdot 10^{${sign === "-" ? "-" : ""}${digits}}`,
  );
  return power === name && !name.startsWith("-") ? name : `\\left(${power}\\right)`;
}

/**
 * An expression as a formula for reading in a terminal, its leaves as the given function writes them, each an operand
 * wherever it stands.
 *
 * Throws a RangeError for an operation that is not in the table.
 *
 * @example
 * ```ts
 * import { expressionInfix } from "@eznas/program";
 * import { call, leaf } from "@eznas/gp";
 *
 * expressionInfix(call("mul", [leaf("2"), call("log", [leaf("params")])])); // → '2 · log(params)'
 * ```
 */
export function expressionInfix(
  tree: Tree,
  leafInfix: (name: string) => string = (name) => name,
  ops: ScalarOpTable = scalarOps,
): string {
  return plainFormula(tree, {
    leaf: (name) => (constantOf(name) === undefined ? leafInfix(name) : name),
    call: (name, args) => (scalarOpNamed("expressionInfix", ops, name).infix ?? called(name))(...args),
    places: (name) => ops[name]!.infix === undefined || ops[name] === (scalarOps as ScalarOpTable)[name],
  });
}
