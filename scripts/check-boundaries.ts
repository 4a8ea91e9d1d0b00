/** Fails on an import the dependency table does not allow, on a circle of files, and on a file name that says nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { allowedImports, emptyNames, nodeOnly } from "./boundaries.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface SourceFile {
  readonly package: string;
  readonly path: string;
  readonly imports: readonly string[];
}

function sources(): readonly SourceFile[] {
  return Object.keys(allowedImports).flatMap((name) => {
    const home = join(root, "packages", name);
    const paths = readdirSync(join(home, "src"), { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".ts"),
    );
    return paths
      .map((path) => join("src", path))
      .map((path) => ({
        package: name,
        path: path.replaceAll("\\", "/"),
        imports: ts
          .preProcessFile(readFileSync(join(home, path), "utf8"), true, true)
          .importedFiles.map(({ fileName }) => fileName),
      }));
  });
}

function faultOf(file: SourceFile, specifier: string): string | undefined {
  const where = `packages/${file.package}/${file.path}`;
  if (specifier.startsWith(".")) {
    const target = join(dirname(file.path), specifier);
    return target.startsWith("src") ? undefined : `${where} reaches outside its sources: ${specifier}`;
  }
  const name = specifier.startsWith("@tensorflow/tfjs") ? "tfjs" : specifier;
  const allowed = allowedImports[file.package]?.some((entry) => name.startsWith(entry)) ?? false;
  if (!allowed) return `${where} imports ${specifier}, which the table of ARCHITECTURE.md does not allow`;
  if (name === "fast-check" && !/(^|\/)testing(\.ts|\/)/.test(file.path))
    return `${where} imports fast-check outside the package's testing subpath`;
  if (name.startsWith("node:") && !nodeOnly[file.package]?.test(file.path))
    return `${where} imports ${specifier}, but this part of the package must run in a browser`;
  return undefined;
}

function circles(files: readonly SourceFile[]): readonly string[] {
  const key = (file: SourceFile) => `${file.package}/${file.path}`;
  const edges = new Map(
    files.map((file) => [
      key(file),
      file.imports
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => `${file.package}/${join(dirname(file.path), specifier)}`),
    ]),
  );
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    if (state.get(node) === "done") return;
    if (state.get(node) === "open") {
      found.push(`circle: ${[...path.slice(path.indexOf(node)), node].join(" → ")}`);
      return;
    }
    state.set(node, "open");
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    state.set(node, "done");
  };
  for (const node of edges.keys()) visit(node, []);
  return found;
}

const files = sources();
const faults = [
  ...files.flatMap((file) => file.imports.map((specifier) => faultOf(file, specifier)).filter((f) => f !== undefined)),
  ...files
    .filter((file) => file.path.split("/").some((part) => emptyNames.test(basename(part))))
    .map((file) => `packages/${file.package}/${file.path}: the name says nothing about what is inside`),
  ...circles(files),
];
for (const fault of faults) console.error(fault);
console.error(`${relative(process.cwd(), root) || "."}: ${files.length} files, ${faults.length} boundary faults`);
process.exitCode = faults.length ? 1 : 0;
