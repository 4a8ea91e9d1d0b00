/** A search's configuration file: YAML, whose mistakes are told with their line and column. */
import { dirname, resolve } from "node:path";
import { suggest } from "@eznas/gp";
import { readText } from "@eznas/ranking/node";
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import {
  problemOf,
  type SearchOption,
  type SearchOptionName,
  type SearchValues,
  searchOptions,
  type Value,
} from "./options.ts";

export interface SearchConfig {
  readonly values: SearchValues;
  /** `file:line:column` of an option's value, or of an entry of its list. */
  at(name: SearchOptionName, entry?: number): string;
}

/**
 * The options that a configuration file gives. Paths come relative to the file's folder.
 *
 * Rejects with an Error that begins with `file:line:column` for what is no YAML, an option that there is none of, and a value that is no value
 * of its option.
 */
export async function readConfig(path: string): Promise<SearchConfig> {
  return parseConfig(path, await readText("configuration", path));
}

export function parseConfig(path: string, text: string): SearchConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const fail = (offset: number, problem: string): never => {
    throw new Error(`${placeOf(offset)}: ${problem}`);
  };
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) fail(mistake.pos[0], inWords(mistake.message));
  const { contents } = document;
  if (contents === null) return { values: {}, at: () => path };
  if (!isMap(contents)) return fail(startOf(contents), "expected options by name, as in population: 50");
  const values: Partial<Record<SearchOptionName, Value>> = {};
  const nodes = new Map<string, Node>();
  for (const { key, value } of contents.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const at = startOf(key as Node);
    const known = Object.keys(searchOptions);
    if (!known.includes(name)) fail(at, `there is no option "${name}"; ${suggest(name, known)}`);
    const node = value as Node | null;
    if (node === null || (isScalar(node) && node.value === null))
      fail(at, `${name} has no value; give one, or leave the option out`);
    const given = (node as Node).toJS(document) as unknown;
    const { kind } = searchOptions[name as SearchOptionName];
    const several = kind.type === "names" || kind.type === "paths";
    const meant = several && typeof given === "string" ? [given] : given;
    const problem = problemOf(kind, meant);
    if (problem) fail(startOf(worst(node as Node, kind)), `${name}: ${problem}`);
    nodes.set(name, node as Node);
    values[name as SearchOptionName] = relativeTo(dirname(path), kind.type, meant as Value);
  }
  return {
    values,
    at(name, entry) {
      const node = nodes.get(name);
      const part = entry !== undefined && isSeq(node) ? (node.items[entry] as Node) : node;
      return part ? placeOf(startOf(part)) : path;
    },
  };
}

/** The parser calls itself for each level, and tells of its own stack where there are too many. */
const inWords = (message: string): string =>
  /call stack/.test(message) ? "lists and options lie too deep in each other" : message;

const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** The entry that is at fault where a list or weights are wrong in one of theirs. */
function worst(node: Node, kind: SearchOption["kind"]): Node {
  if (isSeq(node) && (kind.type === "names" || kind.type === "paths"))
    return (node.items.find((item) => !(isScalar(item) && typeof item.value === "string")) as Node | undefined) ?? node;
  if (isMap(node) && kind.type === "weights") {
    for (const { key, value } of node.items) {
      if (!(isScalar(key) && kind.of.includes(String(key.value)))) return key as Node;
      if (!(isScalar(value) && typeof value.value === "number" && value.value >= 0)) return (value ?? key) as Node;
    }
  }
  return node;
}

function relativeTo(folder: string, type: SearchOption["kind"]["type"], value: Value): Value {
  const within = (path: string): string => (folder === "." ? path : resolve(folder, path));
  if (type === "path") return within(value as string);
  if (type === "paths") return (value as readonly string[]).map(within);
  return value;
}
