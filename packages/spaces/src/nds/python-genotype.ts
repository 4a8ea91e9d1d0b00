import { readNumbers } from "../read-numbers.ts";
import { type CellRules, checkArchitecture } from "./check.ts";
import type { NdsArchitecture, NdsCell, RawCell } from "./genotype.ts";
import { type NdsOperation, operations } from "./operations.ts";

/** How wide and deep a network of a genotype is, which says neither. */
export interface NetworkSize {
  /** Default: 36. */
  readonly width?: number;
  /** Default: 20. */
  readonly depth?: number;
}

/**
 * The architecture of a genotype as DARTS and those after it print and publish it:
 * `Genotype(normal=[('sep_conv_3x3', 0), …], normal_concat=range(2, 6), reduce=[…], reduce_concat=range(2, 6))`.
 *
 * It may have a name in front (`DARTS_V2 = Genotype(…)`) and its arguments by their places: normal, normal_concat,
 * reduce, reduce_concat. By default it has the size that DARTS trains on CIFAR-10. Spaces and line breaks may stand
 * between all signs. Throws a SyntaxError that says what was expected where.
 *
 * @example
 * ```ts
 * import { darts, fromGenotype } from "@eznas/spaces";
 *
 * const darts2 = fromGenotype(`Genotype(
 *   normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1),
 *           ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)],
 *   normal_concat=[2, 3, 4, 5],
 *   reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1),
 *           ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)],
 *   reduce_concat=[2, 3, 4, 5])`);
 * darts().params(darts2); // → 3349342
 * ```
 */
export function fromGenotype(text: string, { width = 36, depth = 20 }: NetworkSize = {}): NdsArchitecture {
  const values = valuesOf(text);
  const field = (name: Field): string => {
    const value = values.get(name);
    if (value === undefined)
      throw new SyntaxError(`${caller}: ${name} is missing; a genotype has ${fields.join(", ")}, got ${shown(text)}`);
    return value;
  };
  const cell = (kind: "normal" | "reduce"): RawCell => ({
    edges: readEdges(field(kind), kind),
    concat: readNodes(field(`${kind}_concat`), `${kind}_concat`),
  });
  return checkArchitecture({ normal: cell("normal"), reduce: cell("reduce"), width, depth }, rules, caller);
}

/** Whether a text is meant to be a genotype. */
export const isGenotype = (text: string): boolean => /^\s*(?:\w+\s*=\s*)?Genotype\s*\(/.test(text);

const fields = ["normal", "normal_concat", "reduce", "reduce_concat"] as const;
type Field = (typeof fields)[number];

/** The arguments by their names. */
function valuesOf(text: string): ReadonlyMap<string, string> {
  const body = isGenotype(text) ? /^[^(]*\((.*)\)\s*$/s.exec(text)?.[1] : undefined;
  if (body === undefined) throw new SyntaxError(`${caller}: expected Genotype(normal=[…], …), got ${shown(text)}`);
  const values = new Map<string, string>();
  for (const [place, written] of argumentsOf(body).entries()) {
    const { 1: name = fields[place], 2: value = "" } = /^\s*(?:(\w+)\s*=)?(.*)$/s.exec(written)!;
    if (name === undefined || !fields.some((known) => known === name))
      throw new SyntaxError(`${caller}: ${unknown(name)}; a genotype has ${fields.join(", ")}, got ${shown(text)}`);
    if (values.has(name)) throw new SyntaxError(`${caller}: ${name} is there twice, in ${shown(text)}`);
    values.set(name, value.trim());
  }
  return values;
}

const unknown = (name: string | undefined): string =>
  name === undefined ? "there are more than four arguments" : `${name} is unknown`;

/** What commas outside of all brackets divide; a comma may stand at the end. */
function argumentsOf(body: string): readonly string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at <= body.length; at++) {
    const sign = body[at];
    if (sign === "[" || sign === "(") depth++;
    else if (sign === "]" || sign === ")") depth--;
    else if (sign === undefined || (sign === "," && depth === 0)) {
      const part = body.slice(from, at);
      if (sign !== undefined || part.trim() !== "") parts.push(part);
      from = at + 1;
    }
  }
  return parts;
}

/**
 * The genotype of an architecture as Python writes it, without its width and depth.
 *
 * @example
 * ```ts
 * import { fromGenotype, toGenotype } from "@eznas/spaces";
 *
 * const text =
 *   "Genotype(normal=[('none', 0), ('conv_1x1', 1)], normal_concat=[2], " +
 *   "reduce=[('none', 0), ('none', 1)], reduce_concat=[2])";
 * toGenotype(fromGenotype(text)) === text; // → true
 * ```
 */
export function toGenotype({ normal, reduce }: NdsArchitecture): string {
  return `Genotype(${writeCell("normal", normal)}, ${writeCell("reduce", reduce)})`;
}

const caller = "fromGenotype";

const rules: CellRules = { operations: Object.keys(operations) as NdsOperation[] };

const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

function readEdges(text: string, name: string): RawCell["edges"] {
  const edge = /\(\s*(['"])(\w+)\1\s*,\s*(\d+)\s*\)/g;
  if (!/^(?:\[(?:E(?:,E)*,?)?\]|\((?:E(?:,E)*,?)?\))$/.test(text.replace(edge, "E").replace(/\s/g, "")))
    throw new SyntaxError(`${caller}: ${name} must be a list of ('operation', input), got ${shown(text)}`);
  return [...text.matchAll(edge)].map(({ 2: operation, 3: input }) => [operation!, Number(input)] as const);
}

function readNodes(text: string, name: string): readonly number[] {
  const range = /^range\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(text);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  }
  const nodes = readNumbers(text);
  if (!nodes)
    throw new SyntaxError(`${caller}: ${name} must be range(from, to) or a list of nodes, got ${shown(text)}`);
  return nodes;
}

function writeCell(name: string, { edges, concat }: NdsCell): string {
  const written = edges.map(([operation, input]) => `('${operation}', ${input})`).join(", ");
  const first = concat[0]!;
  const whole = concat.length > 1 && concat.every((node, i) => node === first + i);
  const nodes = whole ? `range(${first}, ${first + concat.length})` : `[${concat.join(", ")}]`;
  return `${name}=[${written}], ${name}_concat=${nodes}`;
}
