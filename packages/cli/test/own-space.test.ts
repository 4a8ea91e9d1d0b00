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
const commands = [...page.matchAll(/<!-- run -->\s+```sh\n([^`]*)```/g)].flatMap(([, lines]) =>
  lines!.trim().split("\n"),
);

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
      .match(/"[^"]*"|\S+/g)!
      .slice(1)
      .map((word) => word.replaceAll('"', ""))
      .map((word) =>
        word.startsWith("examples/") ? join(root, word) : word.replace(".eznas/own", join(folder, "own")),
      );
    const ended = await eznas(args);
    expect(ended.code, ended.err).toBe(0);
    said.push(ended.out);
  }
  const [ranked, collected, searched, withSetup] = said as [string, string, string, string];
  expect(ranked).toMatch(/synflow +0\.\d+/);
  expect(collected).toMatch(/40 networks of "own-space valid"/);
  expect(searched).toContain("## On held-out networks");
  for (const name of ["mean(cubed(T1_D))", "conv-bn: mean(abs(T3))", "-depth"])
    expect(withSetup).toMatch(new RegExp(`^${name.replaceAll(/[()]/g, "\\$&")} +(-?0\\.\\d+|–)`, "m"));
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
