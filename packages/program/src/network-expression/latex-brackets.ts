/** A formula without the `\left( … \right)` that encloses the whole of it, for a place that is bracketed already. */
export function withoutBrackets(formula: string): string {
  if (!formula.startsWith("\\left(")) return formula;
  let depth = 0;
  for (const { 0: bracket, index } of formula.matchAll(/\\left|\\right/g)) {
    depth += bracket === "\\left" ? 1 : -1;
    if (depth > 0) continue;
    const whole = index + "\\right)".length === formula.length && formula.endsWith(")");
    return whole ? formula.slice("\\left(".length, index) : formula;
  }
  return formula;
}
