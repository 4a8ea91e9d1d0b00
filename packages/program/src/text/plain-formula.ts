/**
 * The formula of a tree in plain text. Operations look at the formulas of their arguments, for parentheses around the
 * whole or for bars within, so that a deep tree would be read over again at each of its levels. They are handed long
 * formulas abbreviated, with all that there is to look at, which are spelt out once at the end.
 */
import { fold, type Tree } from "@eznas/gp";
import { withoutParentheses } from "@eznas/ops";

export interface FormulaWriter {
  readonly leaf: (name: string) => string;
  /** Writes a call, by the formulas of its arguments. */
  readonly call: (name: string, args: readonly string[]) => string;
  /** Whether a call's arguments are only placed and looked at; one that may do more to them is handed them whole. */
  readonly places: (name: string) => boolean;
}

/** A tree's formula, without parentheses that enclose the whole of it. */
export function plainFormula(tree: Tree, { leaf, call, places }: FormulaWriter): string {
  const formula = fold<Formula | undefined>(tree, {
    leaf: (name) => formulaOf(leaf(name), []),
    call: (name, args) => {
      const known = args.filter((argument) => argument !== undefined);
      if (known.length < args.length) return undefined;
      const handed = places(name) ? known.map(abbreviated) : known.map(whole);
      return formulaOf(
        call(
          name,
          handed.map(({ text }) => text),
        ),
        handed,
      );
    },
  });
  // Where signs are in a formula that abbreviations are told by, nothing is abbreviated.
  return withoutParentheses(formula ? spelt(formula) : fold(tree, { leaf, call }));
}

interface Formula {
  readonly parts: readonly (string | Formula)[];
  readonly length: number;
  /** What it looks like; where parentheses enclose the whole, what they enclose, which is then its second part. */
  readonly looks: { readonly first: string; readonly signs: string; readonly last: string };
  readonly enclosed: boolean;
}

/** What an operation is handed of an argument, with the sign for a formula in it. */
interface Handed {
  readonly text: string;
  readonly token: string;
  readonly formula: Formula;
}

/** Longer formulas are abbreviated. */
const short = 48;

/** What brackets the place of an argument; no formula has these signs of its own. */
const [open, close] = ["\uE000", "\uE001"];

const whole = (formula: Formula): Handed => ({ text: spelt(formula), token: "", formula });

function abbreviated(formula: Formula, place: number): Handed {
  if (formula.length <= short) return whole(formula);
  const { first, signs, last } = formula.looks;
  const token = `${balanced(first)}${open}${place}${signs}${close}${balanced(last)}`;
  if (!formula.enclosed) return { text: token, token, formula };
  return { text: `(${token})`, token, formula: formula.parts[1] as Formula };
}

/** A formula that begins or ends with a parenthesis and is not enclosed closes it before the end. */
const balanced = (sign: string): string => (sign === "(" || sign === ")" ? "()" : sign);

function formulaOf(text: string, handed: readonly Handed[]): Formula | undefined {
  if (!isBalanced(text)) return undefined;
  const inner = withoutParentheses(text);
  const within = written(inner, handed);
  if (!within || inner === text) return within;
  return { parts: ["(", within, ")"], length: within.length + 2, looks: within.looks, enclosed: true };
}

/** undefined where a sign for an argument is not as it was. */
function written(text: string, handed: readonly Handed[]): Formula | undefined {
  const parts: (string | Formula)[] = [];
  let from = 0;
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
    const { token, formula } = handed[Number.parseInt(text.slice(at + 1), 10)] ?? { token: "" };
    const start = at - token.indexOf(open);
    if (!formula || token === "" || start < from || !text.startsWith(token, start)) return undefined;
    parts.push(text.slice(from, start), formula);
    from = start + token.length;
  }
  parts.push(text.slice(from));
  if (parts.some((part) => typeof part === "string" && part.includes(close))) return undefined;
  const signs = [...new Set(text.replaceAll(/[\p{L}\p{N}\s()\uE000\uE001]/gu, ""))].join("");
  return {
    parts,
    length: parts.reduce((sum, part) => sum + part.length, 0),
    looks: { first: text.charAt(0), signs, last: text.charAt(text.length - 1) },
    enclosed: false,
  };
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length && depth >= 0; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")") depth--;
  }
  return depth === 0;
}

function spelt(formula: Formula): string {
  const texts: string[] = [];
  const waiting: (string | Formula)[] = [formula];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === "string") texts.push(part);
    else for (let i = part.parts.length - 1; i >= 0; i--) waiting.push(part.parts[i]!);
  }
  return texts.join("");
}
