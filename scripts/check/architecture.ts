/**
 * Draws the packages and who imports whom, as the imports are, to docs/figures/architecture.svg, and
 * prints how long the sources' files are:
 *
 *   npm run architecture              writes the drawing
 *   npm run architecture -- --check   fails where it is not what the imports say
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { packageNames, packageOf, readSources, specifierOf } from "./sources.ts";

const path = fileURLToPath(new URL("../../docs/figures/architecture.svg", import.meta.url));
const files = readSources();

/** Of each package, those that its sources import. */
const arrows: ReadonlyMap<string, readonly string[]> = new Map(
  packageNames.map((name) => {
    const specifiers = files.filter((file) => file.package === name).flatMap(({ imports }) => imports);
    const others = new Set(specifiers.flatMap((specifier) => packageOf(specifier) ?? []));
    return [name, [...others].filter((other) => other !== name).sort()];
  }),
);

/** One above the highest that it imports. Circles are for the boundary check to find. */
function levelOf(name: string, below: readonly string[] = []): number {
  if (below.includes(name)) throw new Error(`a circle of packages: ${[...below, name].join(" → ")}`);
  return Math.max(-1, ...arrows.get(name)!.map((other) => levelOf(other, [...below, name]))) + 1;
}

/** Without the arrows that a way over other packages implies, so that the eye can follow the rest. */
function direct(name: string): readonly string[] {
  const reach = (from: string): readonly string[] => arrows.get(from)!.flatMap((to) => [to, ...reach(to)]);
  const others = arrows.get(name)!;
  return others.filter((other) => !others.some((by) => by !== other && reach(by).includes(other)));
}

function drawing(): string {
  const byLevel = new Map<number, string[]>();
  for (const name of packageNames) byLevel.set(levelOf(name), [...(byLevel.get(levelOf(name)) ?? []), name]);
  const rows = [...byLevel]
    .sort(([a], [b]) => b - a)
    .map(([, names]) => `{ rank=same; ${names.map((name) => `"${specifierOf(name)}"`).join("; ")} }`);
  const edges = packageNames.flatMap((name) =>
    direct(name).map((other) => `"${specifierOf(name)}" -> "${specifierOf(other)}"`),
  );
  return [
    "digraph architecture {",
    'graph [rankdir=TB, bgcolor="white", nodesep=0.3, ranksep=0.45]',
    'node [shape=box, style="rounded,filled", fillcolor="#eef3f8", color="#5b7083", fontname="Helvetica", fontsize=12]',
    'edge [color="#5b7083", arrowsize=0.7]',
    ...rows,
    ...edges,
    "}",
  ].join("\n");
}

function* sizes(): Iterable<string> {
  yield "lines a file: package, files, median, nine of ten have at most, longest";
  for (const name of packageNames) {
    // Embedded tables and images are data.
    const own = files.filter((file) => file.package === name && !file.path.endsWith("-data.ts"));
    const lines = own.map((file) => file.lines).sort((a, b) => a - b);
    const at = (share: number): number => lines[Math.min(lines.length - 1, Math.floor(share * lines.length))]!;
    yield [specifierOf(name).padEnd(18), own.length, at(0.5), at(0.9), lines.at(-1)].join("\t");
  }
}

const svg = (await Graphviz.load()).dot(drawing());
if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== svg) {
    console.error("docs/figures/architecture.svg is not what the imports say; run `npm run architecture`");
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, svg);
  for (const line of sizes()) console.log(line);
}
