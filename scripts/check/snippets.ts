/**
 * The ts blocks of the documentation and of the sources' @example tags, as modules that assert their `// → text` lines.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));
const outDir = join(root, ".snippets");

export interface Snippet {
  /** `README.md:12`, the place of the block's first line. */
  readonly place: string;
  readonly code: string;
  /** A block fenced as `ts no-run` is only type-checked. */
  readonly run: boolean;
}

const fence = /^```ts( no-run)?$/;

function blocksIn(path: string, lines: readonly string[]): readonly Snippet[] {
  const found: Snippet[] = [];
  for (let at = 0; at < lines.length; at++) {
    const opening = fence.exec(lines[at]!.trim());
    if (!opening) continue;
    const end = lines.findIndex((line, i) => i > at && line.trim() === "```");
    if (end < 0) throw new SyntaxError(`${path}:${at + 1}: the block is never closed`);
    found.push({ place: `${path}:${at + 2}`, code: lines.slice(at + 1, end).join("\n"), run: !opening[1] });
    at = end;
  }
  return found;
}

function files(directory: string, extension: string): readonly string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(extension) && !/node_modules|CHANGELOG|(^|[\\/])dist[\\/]/.test(path))
    .map((path) => join(directory, path).replaceAll("\\", "/"))
    .sort();
}

export function collectSnippets(): readonly Snippet[] {
  const packages = readdirSync(join(root, "packages"));
  const prose = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...files("docs", ".md")];
  const readmes = packages.map((name) => `packages/${name}/README.md`);
  const sources = packages.flatMap((name) => files(`packages/${name}/src`, ".ts"));
  return [
    ...[...prose, ...readmes].flatMap((path) => blocksIn(path, readFileSync(join(root, path), "utf8").split("\n"))),
    ...sources.flatMap((path) => {
      const lines = readFileSync(join(root, path), "utf8").split("\n");
      return blocksIn(
        path,
        lines.map((line) => (/^\s*\*/.test(line) ? line.replace(/^\s*\* ?/, "") : "")),
      );
    }),
  ];
}

const number = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** Equal texts, where a number may be given with fewer digits than it has. */
export function shows(actual: unknown, expected: string): boolean {
  const text = inspect(actual, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 8 });
  if (text === expected || actual === expected) return true;
  const [a, b] = [text.match(number) ?? [], expected.match(number) ?? []];
  const sameFrame = text.replace(number, "#") === expected.replace(number, "#");
  return (
    sameFrame &&
    a.length === b.length &&
    a.every((value, i) => value === b[i] || Number(value).toFixed(b[i]!.split(".")[1]?.length ?? 0) === b[i])
  );
}

export function assertShows(actual: unknown, expected: string, place: string): void {
  if (!shows(actual, expected))
    throw new Error(`${place}: the text says ${expected}, running it gives ${inspect(actual, { depth: 8 })}`);
}

/** The block as a module of its own, its expectations turned into assertions. */
export function asModule(snippet: Snippet): string {
  const [path, firstLine] = snippet.place.split(":") as [string, string];
  let asserts = 0;
  const body = snippet.code.split("\n").map((line, i) => {
    const match = /^(\s*)(\S.*?);\s*\/\/ → (.*)$/.exec(line);
    if (!match) return line;
    asserts++;
    const [, indent, statement, expected] = match as unknown as [string, string, string, string];
    const expression = /^console\.log\((.*)\)$/.exec(statement)?.[1] ?? statement;
    return (
      `${indent}assertShows(await (${expression}), ${JSON.stringify(expected.trim())}, ` +
      `"${path}:${Number(firstLine) + i}");`
    );
  });
  return [asserts ? 'import { assertShows } from "../scripts/check/snippets.ts";' : "", ...body, "export {};", ""].join(
    "\n",
  );
}

export interface SnippetModule extends Snippet {
  readonly file: string;
}

export function writeModules(): readonly SnippetModule[] {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  return collectSnippets().map((snippet) => {
    const file = join(outDir, `${snippet.place.replace(/[^\w]+/g, "-")}.ts`);
    writeFileSync(file, asModule(snippet));
    return { ...snippet, file };
  });
}
