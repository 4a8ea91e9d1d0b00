import type { Part } from "@eznas/program";

/**
 * What stands between the commas that neither parentheses nor braces enclose, with the columns where it stands in the
 * whole text.
 */
export function listParts({ text, column }: Part): readonly Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at];
    if (letter === "(" || letter === "{") depth++;
    if (letter === ")" || letter === "}") depth--;
    if (letter === undefined || (letter === "," && depth === 0)) {
      const between = text.slice(from, at);
      const indent = between.length - between.trimStart().length;
      parts.push({ text: between.trim(), column: column + from + indent });
      from = at + 1;
    }
  }
  return parts;
}
