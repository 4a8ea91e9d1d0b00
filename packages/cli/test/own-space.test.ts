/** What docs/your-own-space.md tells its reader to run, run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { useBackend } from "@eznas/kernels";
import { spaceLaws } from "@eznas/spaces/testing";
import { expect, test } from "vitest";
import ownSpace from "../../../examples/own-space/space.mjs";
import { eznas, lastLine, temporaryFolder } from "./command-line.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const page = readFileSync(join(root, "docs/your-own-space.md"), "utf8");
const commands = /<!-- run -->\s+```sh\n([^`]*)```/.exec(page)![1]!.trim().split("\n");

await useBackend("wasm");
const blocks = (of: object[]) => of.map((block) => JSON.stringify(block));

test("the space keeps the laws", () => {
  spaceLaws(ownSpace, {
    numRuns: 200,
    distance: (a, b) => blocks([...a]).filter((block, i) => block !== blocks([...b])[i]).length,
  });
});

test("the page's commands run, the space of a module in threads too", async () => {
  const folder = temporaryFolder();
  const said: string[] = [];
  for (const command of commands) {
    const args = command
      .split(" ")
      .slice(1)
      .map((word) =>
        word.startsWith("examples/") ? join(root, word) : word.replace(".eznas/own", join(folder, "own")),
      );
    const ended = await eznas(args);
    expect(ended.code, ended.err).toBe(0);
    said.push(ended.out);
  }
  const [ranked, collected, searched] = said as [string, string, string];
  expect(ranked).toMatch(/synflow +0\.\d+/);
  expect(collected).toMatch(/40 networks of "own-space valid"/);
  expect(searched).toContain("## On held-out networks");
});

test.each([
  ["no-space", /The spaces are nas-bench-101, .*or the path of a module/],
  ["./nowhere.mjs", /There is no such module/],
  [join(root, "scripts/setup-missing.mjs"), /There is no such module/],
  [join(root, "biome.json.mjs"), /There is no such module/],
])("--space %s is refused with a word", async (space, word) => {
  const ended = await eznas(["train", "--space", space, "--data", "x", "--out", "y.csv"]);
  expect(ended.code).not.toBe(0);
  expect(ended.err).toMatch(word);
});

test("a module whose default export is no space is refused with what it lacks", async () => {
  const ended = await eznas(["train", "--space", join(root, "tsup.base.ts"), "--data", "x", "--out", "y.csv"]);
  expect(lastLine(ended)).toMatch(/must be a Space of @eznas\/spaces .* but it lacks parse, format, sample/);
});
