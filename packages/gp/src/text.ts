/**
 * The canonical text of a tree, `frobenius(sigmoid(logDet(sign(T3G_N))))`: file format, cache key and what errors show.
 */
import { quote, suggest } from "./nearest.ts";
import { arityOf, countArguments, type PrimitiveSet } from "./primitives.ts";
import { call, endOfBraces, leaf, type Tree } from "./tree.ts";

/**
 * A tree's text. Two trees are equal exactly when their texts are.
 *
 * @example
 * ```ts
 * import { call, format, leaf } from "@eznas/gp";
 *
 * format(call("mul", [leaf("T3"), call("abs", [leaf("T3G_D")])])); // → 'mul(T3, abs(T3G_D))'
 * ```
 */
export function format(tree: Tree): string {
  let text = "";
  const rest: (Tree | string)[] = [tree];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === "string") text += next;
    else if (next.kind === "leaf") text += next.name;
    else {
      text += `${next.op}(`;
      rest.push(")");
      for (let i = next.args.length - 1; i >= 0; i--) rest.push(next.args[i]!, i > 0 ? ", " : "");
    }
  }
  return text;
}

export interface ParseOptions {
  /** A deeper text is refused; a lone terminal has depth 0. Default: no limit. */
  readonly maxDepth?: number;
  /**
   * What stands for a name without arguments, which begins at that column. Default: the leaf of a terminal of the set.
   * Give it where the terminals are too many to list, such as numbers.
   */
  readonly leaf?: (name: string, column: number) => Tree;
}

/** A call whose arguments are being read. */
interface Open {
  readonly op: string;
  readonly column: number;
  readonly args: Tree[];
}

/**
 * Reads a tree's text. Spaces and line ends between names do not matter; a name that begins with a brace ends where
 * that closes.
 *
 * Throws a SyntaxError with the column for a text that is no tree over the set, whatever the text: an unknown operation
 * or terminal, a wrong number of arguments, missing or needless parentheses, a text that is empty, goes on after its
 * end or is nested deeper than allowed.
 *
 * @example
 * ```ts
 * import { parse } from "@eznas/gp";
 *
 * const set = { ops: { sign: { arity: 1 }, logDet: { arity: 1 } }, terminals: ["T3", "T3G_N"] };
 * const { size, depth } = parse("logDet( sign(T3G_N) )", set);
 * [size, depth]; // → [ 3, 2 ]
 * ```
 */
export function parse(
  text: string,
  set: PrimitiveSet,
  { maxDepth = Number.POSITIVE_INFINITY, leaf: leafOf = terminalOf(set) }: ParseOptions = {},
): Tree {
  if (typeof text !== "string") throw new TypeError(`parse: expected a text, got ${typeof text}`);
  const open: Open[] = [];
  let complete: Tree | undefined;
  for (const { token, name, opens, column } of tokensOf(text)) {
    if (complete === undefined) {
      if (name === undefined) fail(`expected an operation or a terminal, got "${token}"`, column);
      if (open.length > maxDepth) fail(`the tree is deeper than ${maxDepth}; write a flatter one`, column);
      if (opens) {
        checkOperation(name, column, set);
        open.push({ op: name, column, args: [] });
      } else {
        complete = leafOf(name, column);
        if (open.length + complete.depth > maxDepth)
          fail(`the tree is deeper than ${maxDepth}; write a flatter one`, column);
      }
    } else {
      const innermost = open.at(-1) ?? fail(`expected the end, got ${quote(name ?? token)}`, column);
      innermost.args.push(complete);
      complete = undefined;
      if (token === ")") complete = close(open.pop()!, set);
      else if (token !== ",") fail(`expected a comma or ")", got ${quote(name ?? token)}`, column);
    }
  }
  const innermost = open.at(-1);
  if (innermost) fail(`${quote(innermost.op)} is never closed; add a ")"`, innermost.column);
  return complete ?? fail('the text is empty; write a tree such as "abs(T3)"', 1);
}

/** A parenthesis, a comma, or a name, which may be one with the parenthesis of a call. */
interface Token {
  readonly token: string;
  readonly name: string | undefined;
  readonly opens: boolean;
  readonly column: number;
}

function* tokensOf(text: string): IterableIterator<Token> {
  const pattern = /[(),]|([^\s(),]+)(\s*\()?/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { 0: token, 1: name, 2: parenthesis, index } = match;
    const column = index + 1;
    if (token.startsWith("{")) {
      const end = endOfBraces(text, index) ?? fail('"{" is never closed; add a "}"', column);
      const braced = text.slice(index, end);
      pattern.lastIndex = end;
      yield { token: braced, name: braced, opens: false, column };
    } else yield { token, name, opens: parenthesis !== undefined, column };
  }
}

function fail(problem: string, column: number): never {
  throw new SyntaxError(`parse: ${problem} (at column ${column})`);
}

function checkOperation(name: string, column: number, set: PrimitiveSet): void {
  if (arityOf(set, name) !== undefined) return;
  if (set.terminals.includes(name)) fail(`"${name}" is a terminal and takes no arguments`, column);
  fail(`unknown operation ${quote(name)}; ${suggest(name, Object.keys(set.ops))}`, column);
}

const terminalOf =
  (set: PrimitiveSet) =>
  (name: string, column: number): Tree => {
    checkTerminal(name, column, set);
    return leaf(name);
  };

function checkTerminal(name: string, column: number, set: PrimitiveSet): void {
  if (set.terminals.includes(name)) return;
  const arity = arityOf(set, name);
  if (arity !== undefined) fail(`"${name}" is an operation and takes ${countArguments(arity)}`, column);
  fail(`unknown terminal ${quote(name)}; ${suggest(name, set.terminals)}`, column);
}

function close({ op, column, args }: Open, set: PrimitiveSet): Tree {
  const arity = arityOf(set, op)!;
  if (args.length !== arity) fail(`"${op}" takes ${countArguments(arity)}, got ${args.length}`, column);
  return call(op, args);
}
