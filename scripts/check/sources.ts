/** The packages' sources, and what each of them imports. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const packages: string = fileURLToPath(new URL("../../packages", import.meta.url));

export interface SourceFile {
  readonly package: string;
  /** `src/node/index.ts` */
  readonly path: string;
  readonly lines: number;
  /** As they are written: `./names.ts`, `@eznas/gp`, `node:fs`. */
  readonly imports: readonly string[];
}

export const packageNames: readonly string[] = readdirSync(packages).sort();

/** What a package is called in an import. */
export const specifierOf = (name: string): string => (name === "cli" ? "eznas" : `@eznas/${name}`);

/** Of `@eznas/stats/node`, `stats`; undefined for what is not ours. */
export const packageOf = (specifier: string): string | undefined =>
  specifier === "eznas" ? "cli" : /^@eznas\/([^/]+)/.exec(specifier)?.[1];

export function readSources(): readonly SourceFile[] {
  return packageNames.flatMap((name) =>
    readdirSync(join(packages, name, "src"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .sort()
      .map((path) => {
        const text = readFileSync(join(packages, name, "src", path), "utf8");
        return {
          package: name,
          path: join("src", path).replaceAll("\\", "/"),
          lines: text.split("\n").length - 1,
          imports: ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName),
        };
      }),
  );
}

/** The file that a relative import means. */
export const targetOf = (file: SourceFile, specifier: string): string =>
  join(dirname(file.path), specifier).replaceAll("\\", "/");

/** The circles of a graph, each once, as the nodes on the way. */
export function circlesOf(edges: ReadonlyMap<string, Iterable<string>>): readonly (readonly string[])[] {
  const state = new Map<string, "open" | "done">();
  const found: (readonly string[])[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    if (state.get(node) === "done") return;
    if (state.get(node) === "open") {
      found.push([...path.slice(path.indexOf(node)), node]);
      return;
    }
    state.set(node, "open");
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    state.set(node, "done");
  };
  for (const node of edges.keys()) visit(node, []);
  return found;
}
