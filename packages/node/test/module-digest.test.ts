import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { moduleDigest } from "../src/index.ts";

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "eznas-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return pathToFileURL(join(folder, "own.mjs")).href;
}

test.each([
  'import { a } from "./a.mjs";',
  "import './a.mjs';",
  'await import("./a.mjs");',
  'export * from "./a.mjs";',
])("a module is told by its text, and by those of the files in %s", async (line) => {
  const first = await moduleDigest(folderOf({ "own.mjs": line, "a.mjs": 'import "./own.mjs"; // 1' }));
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(await moduleDigest(folderOf({ "own.mjs": line, "a.mjs": 'import "./own.mjs"; // 1' }))).toBe(first);
  expect(await moduleDigest(folderOf({ "own.mjs": line, "a.mjs": 'import "./own.mjs"; // 2' }))).not.toBe(first);
  expect(await moduleDigest(folderOf({ "own.mjs": `${line}\n`, "a.mjs": "" }))).not.toBe(first);
  expect(await moduleDigest(folderOf({ "own.mjs": line }))).not.toBe(first);
});

test("a file that is not there is an error, and what is no file counts by its address", async () => {
  await expect(moduleDigest("file:///no/such.mjs")).rejects.toThrow(/ENOENT/);
  expect(await moduleDigest("data:,1")).not.toBe(await moduleDigest("data:,2"));
});
