/**
 * Fails on an import that the table does not allow, on an arrow between packages that goes up, on a circle of files,
 * folders or packages, on a crowded folder, and on a file name that says nothing.
 */
import { basename, dirname } from "node:path";
import { boundaries, emptyNames, mostFiles, refusal } from "./boundaries.ts";
import { circlesOf, packageNames, packageOf, readSources, type SourceFile, targetOf } from "./sources.ts";

const files = readSources();
const keyOf = (file: SourceFile): string => `${file.package}/${file.path}`;
const insideOf = (file: SourceFile): readonly string[] =>
  file.imports.filter((specifier) => specifier.startsWith(".")).map((specifier) => targetOf(file, specifier));

function* importFaults(): Iterable<string> {
  for (const file of files)
    for (const specifier of file.imports) {
      if (specifier.startsWith(".")) {
        if (!targetOf(file, specifier).startsWith("src/"))
          yield `${keyOf(file)} reaches outside its sources: ${specifier}`;
        continue;
      }
      const why = refusal(file.package, file.path, specifier);
      if (why) yield `${keyOf(file)} imports ${specifier}, ${why}`;
    }
}

function* circleFaults(): Iterable<string> {
  yield* circles(
    "files",
    files.map((file) => [keyOf(file), insideOf(file).map((path) => `${file.package}/${path}`)]),
  );

  // What nothing in its package imports is an entry, which may gather from anywhere: a folder of its own.
  const imported = new Set(files.flatMap((file) => insideOf(file).map((path) => `${file.package}/${path}`)));
  const folderOf = (key: string): string => (imported.has(key) ? dirname(key) : key);
  yield* circles(
    "folders",
    files.map((file) => {
      const own = folderOf(keyOf(file));
      const others = insideOf(file).map((path) => folderOf(`${file.package}/${path}`));
      return [own, others.filter((folder) => folder !== own)];
    }),
  );

  yield* circles(
    "packages",
    files.map((file) => {
      const others = file.imports.flatMap((specifier) => packageOf(specifier) ?? []);
      return [file.package, others.filter((name) => name !== file.package)];
    }),
  );
}

function circles(of: string, arrows: Iterable<readonly [from: string, to: readonly string[]]>): readonly string[] {
  const edges = new Map<string, Set<string>>();
  for (const [from, to] of arrows) edges.set(from, new Set([...(edges.get(from) ?? []), ...to]));
  return circlesOf(edges).map((circle) => `circle of ${of}: ${circle.join(" → ")}`);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function* folderFaults(): Iterable<string> {
  const loose = groupBy(files, (file) => dirname(keyOf(file)));
  for (const [folder, inside] of loose)
    if (inside.length > mostFiles)
      yield `${folder} has ${inside.length} loose files; more than ${mostFiles} want folders`;
  for (const file of files)
    if (
      keyOf(file)
        .split("/")
        .some((part) => emptyNames.test(basename(part)))
    )
      yield `${keyOf(file)}: the name says nothing about what is inside`;
  for (const name of packageNames) if (!(name in boundaries)) yield `packages/${name} is not in the table`;
}

const faults = [...importFaults(), ...circleFaults(), ...folderFaults()];
for (const fault of faults) console.error(fault);
console.error(`${files.length} files, ${faults.length} boundary faults`);
process.exitCode = faults.length ? 1 : 0;
