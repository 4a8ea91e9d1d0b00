/** What stands before a metric's tree: `-cbr: sum of l2: `. */
import { quote, suggest } from "@eznas/gp";
import { type Pattern, rcb } from "@eznas/stats";
import {
  type Aggregate,
  isFamily,
  type ReductionFamily,
  type ReductionTable,
  type ToScalar,
} from "../reductions/reduction.ts";
import { mean } from "../reductions/table.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How a metric makes a score of its tree's outputs; what is not given is the default. */
export interface Head {
  readonly sign?: 1 | -1;
  readonly pattern?: Pattern;
  readonly toScalar?: ToScalar;
  readonly aggregate?: Aggregate;
}

/** What a bare tree means. */
export const defaultHead: Required<Head> = { sign: 1, pattern: rcb(), toScalar: mean, aggregate: mean };

/** A part of a text and where it begins, from 1. */
export interface Part {
  readonly text: string;
  readonly column: number;
}

/** A metric's text in its parts, none of them understood yet. */
export interface SplitText {
  readonly negative: boolean;
  /** What has a colon after it. */
  readonly settings: readonly Part[];
  /** A tree's text, or what else a reader takes there: a name, a combination. */
  readonly body: Part;
}

/** Takes a metric's text apart at its minus and at the colons that neither parentheses nor braces enclose. */
export function splitText(text: string): SplitText {
  let at = text.length - text.trimStart().length;
  const negative = text[at] === "-";
  if (negative) at++;
  const settings: Part[] = [];
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === "(" || text[i] === "{") depth++;
    if (text[i] === ")" || text[i] === "}") depth--;
    if (text[i] !== ":" || depth > 0) continue;
    settings.push(part(text.slice(at, i), at));
    at = i + 1;
  }
  return { negative, settings, body: part(text.slice(at), at) };
}

function part(text: string, offset: number): Part {
  return { text: text.trim(), column: offset + text.length - text.trimStart().length + 1 };
}

/** Says what is wrong with a metric's text and where. */
export function refuse(problem: string, { column }: Pick<Part, "column">): never {
  throw new SyntaxError(`metric: ${problem} (at column ${column})`);
}

/** What the parts before a tree say. Throws a SyntaxError for what says nothing, or the same twice. */
export function readHead({ negative, settings }: SplitText, vocabulary: Vocabulary<string>): Head {
  let head: Head = negative ? { sign: -1 } : {};
  for (const setting of settings) {
    const read = readSetting(setting, vocabulary);
    const [again] = Object.keys(read).filter((key) => key in head);
    if (again) refuse(`${quote(setting.text)} says the ${again} for a second time`, setting);
    head = { ...head, ...read };
  }
  return head;
}

function readSetting(setting: Part, vocabulary: Vocabulary<string>): Head {
  const { toScalars, aggregates, patterns } = vocabulary;
  const [, outer, inner] = /^(.*\S)\s+of\s+(\S.*)$/s.exec(setting.text) ?? [];
  if (outer !== undefined && inner !== undefined)
    return {
      aggregate: readReduction({ ...setting, text: outer }, "aggregate", aggregates),
      toScalar: readReduction({ ...setting, text: inner }, "toScalar", toScalars),
    };
  if (Object.hasOwn(patterns, setting.text)) return { pattern: patterns[setting.text]! };
  const name = nameOf(setting.text);
  if (Object.hasOwn(toScalars, name)) return { toScalar: readReduction(setting, "toScalar", toScalars) };
  if (Object.hasOwn(aggregates, name))
    refuse(`"${setting.text}" is an aggregate and no toScalar; write "${setting.text} of mean:"`, setting);
  if (setting.text === "?") refuseUnnamed("toScalar", setting);
  const known = [...Object.keys(patterns), ...Object.keys(toScalars)];
  return refuse(`${quote(setting.text)} is no pattern and no toScalar; ${suggest(setting.text, known)}`, setting);
}

const nameOf = (text: string): string => /^[^(]*/.exec(text)![0].trim();

function readReduction(part: Part, kind: "toScalar" | "aggregate", table: ReductionTable) {
  const { text } = part;
  const name = nameOf(text);
  if (text === "?") refuseUnnamed(kind, part);
  if (!Object.hasOwn(table, name)) refuse(`${quote(name)} is no ${kind}; ${suggest(name, Object.keys(table))}`, part);
  const entry = table[name]!;
  const numbers = text.slice(name.length).trim();
  if (isFamily(entry)) return entry.with(...readNumbers(name, entry, numbers, part));
  if (numbers !== "") refuse(`"${name}" takes no numbers, got ${quote(numbers)}`, part);
  return entry;
}

function readNumbers(name: string, { parameters }: ReductionFamily, text: string, part: Part): readonly number[] {
  const list = /^\(([^()]*)\)$/.exec(text)?.[1];
  const numbers =
    list?.trim() === "" ? [] : list?.split(",").map((one) => (one.trim() === "" ? Number.NaN : Number(one)));
  if (!numbers || numbers.some(Number.isNaN))
    return refuse(`"${name}" takes numbers, as in ${name}(${parameters}), got ${quote(text)}`, part);
  return numbers;
}

function refuseUnnamed(kind: string, part: Part): never {
  refuse(
    `"?" stands for an unnamed ${kind} that is in no table; ` +
      "give yours a name with extendReductions and read the text with that table",
    part,
  );
}

/**
 * The canonical text of what stands before a tree, with the space after it; nothing for the defaults. A function that
 * is in no table is written "?".
 *
 * @example
 * ```ts
 * import { formatHead, sum } from "@eznas/program";
 *
 * formatHead({ sign: -1, toScalar: sum }); // → '-sum: '
 * ```
 */
export function formatHead(head: Head): string {
  const { sign, pattern, toScalar, aggregate } = { ...defaultHead, ...head };
  const [inner, outer] = [textOf(toScalar), textOf(aggregate)];
  const reductions = outer !== "mean" ? `${outer} of ${inner}: ` : inner !== "mean" ? `${inner}: ` : "";
  return `${sign < 0 ? "-" : ""}${pattern.name === "rcb" ? "" : `${pattern.name}: `}${reductions}`;
}

const textOf = ({ text = "?" }: ToScalar | Aggregate): string => text;
