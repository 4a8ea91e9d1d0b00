/**
 * Formulas in plain text. Each is closed: an operand wherever it stands, so that none depends on what binds more
 * tightly. Parentheses are left out where other brackets enclose the same.
 */

/** A formula without the parentheses that enclose the whole of it, for a place that is bracketed already. */
export function withoutParentheses(formula: string): string {
  if (!formula.startsWith("(") || !formula.endsWith(")")) return formula;
  let depth = 0;
  for (let i = 0; i < formula.length - 1; i++) {
    if (formula[i] === "(") depth++;
    if (formula[i] === ")") depth--;
    if (depth === 0) return formula;
  }
  return formula.slice(1, -1);
}

/** A call, `name(a, b)`. */
export function called(name: string): (...formulas: readonly string[]) => string {
  return (...formulas) => `${name}(${formulas.map(withoutParentheses).join(", ")})`;
}

/** A formula between two bars, which open and close alike: one with such bars of its own stays apart from them. */
export function barred(bar: string, formula: string): string {
  const inner = withoutParentheses(formula);
  return inner.includes(bar) ? `${bar}(${inner})${bar}` : `${bar}${inner}${bar}`;
}

/** A truth value in Iverson's brackets: `[a < b]`. */
export function truth(left: string, sign: string, right: string): string {
  return `[${withoutParentheses(left)} ${sign} ${withoutParentheses(right)}]`;
}
