import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { examplesIn } from "../check/install-lines.ts";

const root = new URL("../../", import.meta.url);
const readmes = ["README.md", ...readdirSync(new URL("packages", root)).map((name) => `packages/${name}/README.md`)];

test.each(readmes)("%s installs what its examples import", (path) => {
  expect(existsSync(new URL(path, root))).toBe(true);
  for (const { line, imports, installed } of examplesIn(readFileSync(new URL(path, root), "utf8"))) {
    const missing = imports.filter((name) => !installed.includes(name));
    expect(missing, `${path}:${line}`).toEqual([]);
  }
});

test("an example that comes before its install line has nothing installed", () => {
  const readme =
    '```ts\nimport { a } from "@x/a/sub";\n```\n\n```sh\nnpm install @x/a\n```\n\n```ts no-run\nimport "b";\n```\n';
  expect(examplesIn(readme)).toEqual([
    { line: 2, run: true, code: 'import { a } from "@x/a/sub";', imports: ["@x/a"], installed: [] },
    { line: 10, run: false, code: 'import "b";', imports: [], installed: ["@x/a"] },
  ]);
});
