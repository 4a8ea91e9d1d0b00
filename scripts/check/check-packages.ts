/**
 * Packs every package, lints the tarballs (publint, attw), then installs each one into an empty npm project, with the
 * tarballs of its siblings, and uses it from ESM, CommonJS and TypeScript. Expects a finished `pnpm build`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { examplesIn } from "./install-lines.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { packageManager: string };

/** One use of each package: the names it needs and an expression with its value. */
const uses: Readonly<Record<string, { names: string; expression: string; value: string }>> = {
  "@eznas/gp": { names: "format, leaf", expression: 'format(leaf("T3"))', value: '"T3"' },
  "@eznas/fitness": { names: "kendallTau", expression: "kendallTau([1, 2, 3], [1, 2, 3])", value: "1" },
  "@eznas/kernels": { names: "useBackend", expression: '(await useBackend("wasm")).name', value: '"wasm"' },
  "@eznas/ops": { names: "ops", expression: "Object.keys(ops).length", value: "34" },
  "@eznas/stats": { names: "statisticNames", expression: "statisticNames.length", value: "22" },
  "@eznas/spaces": { names: "nasBench201", expression: "nasBench201().size", value: "15625" },
  "@eznas/program": { names: "eznasA, infix", expression: "typeof infix(eznasA)", value: '"string"' },
  "@eznas/search": { names: "search", expression: "typeof search", value: '"function"' },
  "@eznas/training": { names: "cosine", expression: "cosine(1, 0, 10)", value: "1" },
  "@eznas/proxies": { names: "proxies", expression: "proxies.length", value: "25" },
  "@eznas/data": { names: "tableNamed", expression: 'tableNamed("cifar-10").name', value: '"cifar-10"' },
  "@eznas/node": { names: "writeAtomically", expression: "typeof writeAtomically", value: '"function"' },
  "@eznas/images": { names: "cifarBatch", expression: "typeof cifarBatch", value: '"function"' },
  "@eznas/engine": { names: "graphOf", expression: "typeof graphOf", value: '"function"' },
  "@eznas/ranking": { names: "metric", expression: 'metric("eznas-a").kind', value: '"program"' },
  "@eznas/reproduce": { names: "studyNames", expression: 'studyNames.includes("table-1")', value: "true" },
  eznas: { names: "explain", expression: "typeof explain", value: '"function"' },
};

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} (in ${cwd}) failed:\n${stdout}\n${stderr}`);
  return stdout;
}

interface Packed {
  readonly name: string;
  readonly directory: string;
  readonly tarball: string;
  readonly siblings: readonly string[];
  readonly peers: Readonly<Record<string, string>>;
}

function pack(directory: string, destination: string): Packed {
  const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  const before = new Set(readdirSync(destination));
  run("npx", ["--yes", packageManager, "pack", "--pack-destination", destination], directory);
  const tarball = readdirSync(destination).find((file) => !before.has(file));
  if (!tarball) throw new Error(`packing ${directory} wrote no tarball`);
  const optional = manifest.peerDependenciesMeta ?? {};
  return {
    name: manifest.name,
    directory,
    tarball: join(destination, tarball),
    siblings: Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith("@eznas/")),
    peers: Object.fromEntries(
      Object.entries((manifest.peerDependencies ?? {}) as Record<string, string>).filter(([name]) => !optional[name]),
    ),
  };
}

function closure(name: string, all: ReadonlyMap<string, Packed>, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const sibling of all.get(name)?.siblings ?? []) closure(sibling, all, seen);
  return seen;
}

function tryOut(packed: Packed, all: ReadonlyMap<string, Packed>, home: string): void {
  const project = join(home, packed.name.replace(/\W+/g, "-"));
  mkdirSync(project);
  const members = [...closure(packed.name, all)].map((name) => all.get(name)!);
  const dependencies = Object.assign({}, ...members.map((m) => ({ ...m.peers, [m.name]: `file:${m.tarball}` })));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, dependencies }));
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"], project);

  const { names, expression, value } = uses[packed.name]!;
  const check = `const got = ${expression};\nif (got !== ${value}) throw new Error("got " + got);`;
  const wrapped = `(async () => {\n${check}\n})().catch((error) => { console.error(error); process.exit(1); });`;
  writeFileSync(join(project, "use.mjs"), `import { ${names} } from "${packed.name}";\n${check}\n`);
  writeFileSync(join(project, "use.cjs"), `const { ${names} } = require("${packed.name}");\n${wrapped}\n`);
  writeFileSync(
    join(project, "use.mts"),
    `import { ${names} } from "${packed.name}";\nexport const got = ${expression};\n`,
  );
  writeFileSync(
    join(project, "use.cts"),
    `import { ${names} } from "${packed.name}";\nexport const got = async () => ${expression};\n`,
  );
  run(process.execPath, ["use.mjs"], project);
  run(process.execPath, ["use.cjs"], project);
  const compile = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--lib", "es2023,dom"];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  run(process.execPath, [tsc, ...compile, "--module", "nodenext", "use.mts", "use.cts"], project);
}

/** The examples of a README in a project that has what the README installs and, as pnpm has it, nothing more. */
function followReadme(path: string, name: string, all: ReadonlyMap<string, Packed>, home: string): number {
  const examples = examplesIn(readFileSync(join(root, path), "utf8")).filter(({ run }) => run);
  const project = join(home, `readme-of-${name.replace(/\W+/g, "-")}`);
  mkdirSync(project);
  const tarballs = Object.fromEntries([...all.values()].map(({ name, tarball }) => [name, `file:${tarball}`]));
  const versionOf = (wanted: string): string =>
    tarballs[wanted] ?? (wanted.startsWith("@tensorflow/") ? "4.22.0" : "*");
  const wanted = new Set(examples.flatMap(({ installed }) => installed));
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      name: "reader",
      private: true,
      type: "module",
      dependencies: Object.fromEntries([...wanted].map((each) => [each, versionOf(each)])),
      pnpm: { overrides: tarballs },
    }),
  );
  run("npx", ["--yes", packageManager, "install", "--ignore-scripts", "--prefer-offline"], project);
  for (const [i, { code, line }] of examples.entries()) {
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    writeFileSync(join(project, `example-${i}.js`), outputText);
    try {
      run(process.execPath, [`example-${i}.js`], project);
    } catch (cause) {
      throw new Error(`${path}:${line} does not run with what the README installs`, { cause });
    }
  }
  return examples.length;
}

const home = mkdtempSync(join(tmpdir(), "eznas-packages-"));
try {
  const packs = readdirSync(join(root, "packages")).map((name) => pack(join(root, "packages", name), home));
  const all = new Map(packs.map((packed) => [packed.name, packed]));
  for (const packed of packs) {
    run("npx", ["publint", "run", packed.tarball, "--strict"], root);
    run("npx", ["attw", packed.tarball, "--profile", "node16", "--no-definitely-typed"], root);
    tryOut(packed, all, home);
    const followed = followReadme(join(relative(root, packed.directory), "README.md"), packed.name, all, home);
    console.error(
      `${packed.name}: packed, linted, installed, used from ESM, CommonJS and TypeScript, ` +
        `${followed} examples of its README run`,
    );
  }
  console.error(`README.md: ${followReadme("README.md", "root", all, home)} examples run`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
