/** What stands after `network:`: a tree over scalars of the network. */
import { call, leaf, parse, quote, type Tree } from "@eznas/gp";
import { constantName, constantOf, namedPrograms, type Part, refuse, type ScalarOpTable } from "@eznas/program";
import type { Expression, Metric } from "./metric-kinds.ts";

const identifier = /^[A-Za-z_]\w*$/;

/**
 * Reads an expression, its leaves by the given reader: names, metrics' texts in braces, and numbers.
 *
 * A leaf's name is its metric's canonical text, in braces where that is not a name alone, so that equal metrics are
 * equal leaves. An expression within becomes a part of this one. Throws a SyntaxError with the column in the whole
 * text.
 */
export function readExpression({ text, column }: Part, ops: ScalarOpTable, read: (part: Part) => Metric): Expression {
  const parts = new Map<string, Metric>();
  const leafOf = (name: string, at: number): Tree => {
    const constant = constantOf(name);
    if (constant !== undefined) return leaf(constantName(constant));
    const braced = name.startsWith("{");
    if (!braced && !identifier.test(name)) refuse(`${quote(name)} cannot stand alone; write {${name}}`, { column: at });
    const part = read(braced ? inBraces(name, at) : { text: name, column: at });
    if (!braced && part.kind === "program" && !Object.hasOwn(namedPrograms, name))
      refuse(`${quote(name)} is a program, which stands in braces; write {${name}}`, { column: at });
    if (part.kind === "expression" && (part.sign > 0 || Object.hasOwn(ops, "neg"))) {
      for (const [inner, metric] of part.parts) parts.set(inner, metric);
      return part.sign < 0 ? call("neg", [part.tree]) : part.tree;
    }
    const alone = part.kind !== "program" && identifier.test(part.text);
    const { name: known } = leaf(alone ? part.text : `{${part.text}}`);
    parts.set(known, { ...part, name: part.text });
    return leaf(known);
  };
  // In its place, so that the columns of errors are those of the whole text.
  const tree = parse(" ".repeat(column - 1) + text, { ops, terminals: [] }, { leaf: leafOf });
  if (parts.size === 0)
    refuse(`${quote(text)} reads nothing of the network; write a size, a proxy or {a program}`, { column });
  return { tree, ops, parts };
}

function inBraces(name: string, column: number): Part {
  const inner = name.slice(1, -1);
  const indent = inner.length - inner.trimStart().length;
  return { text: inner.trim(), column: column + 1 + indent };
}
