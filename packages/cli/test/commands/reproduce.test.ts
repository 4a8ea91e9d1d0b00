import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { studyNames } from "@eznas/reproduce";
import { Command } from "commander";
import { expect, test } from "vitest";
import { folderOf32 } from "../../../reproduce/test/context.ts";
import { reproduceCommand } from "../../src/commands/reproduce.ts";
import { eznas, lastLine, recordedIo, temporaryFolder } from "../command-line.ts";

const quick = ["--quick", "--count", "4", "--images", "noise", "--workers", "1", "--backend", "wasm"];

test("every table and figure is a subcommand", async () => {
  const { out } = await eznas(["reproduce", "--help"]);
  for (const name of studyNames) expect(out).toContain(name);
});

test("a person gets tables beside the paper's figures, notes, settings and where the files are", async () => {
  const out = temporaryFolder();
  const asked = ["--data", folderOf32(), "--out", out, "--metric", "eznas-a, params"];
  const ended = await eznas(["reproduce", "table-1", ...asked, ...quick]);
  expect(ended.code).toBe(0);
  expect(ended.out).toMatch(
    /^EZNAS-A and rivals on NAS-Bench-201\n\nNAS-Bench-201 CIFAR-10 \(test, 200 epochs; batch 4\)\nmetric /,
  );
  expect(ended.out).toMatch(/\neznas-a +-?\d\.\d{3} +\[.*\] +0\.65 +-?\d\.\d{3} .* 4 +0\n/);
  expect(ended.out).toMatch(/- NAS-Bench-201 ImageNet16-120 is left out: /);
  expect(ended.out).toMatch(/\nimages noise · batch 4 · .* seconds \d/);
  for (const end of ["json", "md", "svg"]) expect(existsSync(join(out, `table-1.${end}`))).toBe(true);
  expect(ended.err).toMatch(/NAS-Bench-201 CIFAR-10 4\/4\nNAS-Bench-201 CIFAR-100 \d\/4/);
});

test("--json puts one object on stdout", async () => {
  const asked = ["--out", temporaryFolder(), "--metric", "eznas-a-paper", "--json"];
  const ended = await eznas(["reproduce", "figure-6", ...asked, ...quick]);
  const { name, results, files } = ended.json<{ name: string; results: readonly object[]; files: readonly string[] }>();
  expect([name, results.length, files.length]).toEqual(["figure-6", 16, 3]);
});

test("Ctrl-C ends it with 130 and says where the scores are", async () => {
  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const out = temporaryFolder();
  const asked = ["--data", folderOf32(), "--out", out, "--metric", "eznas-a"];
  const ended = await eznas(["reproduce", "table-1", ...asked, ...quick], {
    ...io,
    err: (text) => {
      io.err(text);
      if (text.includes("2/4")) ending.abort();
    },
  });
  expect(ended.code).toBe(130);
  expect(io.written.err).toContain(`the scores so far are in ${out}/scores; the same command goes on`);
});

test("no tables are an error with exit code 1, and earlier results stay as they are", async () => {
  const out = temporaryFolder();
  const file = join(out, "table-1.json");
  writeFileSync(file, "hours of work");
  const ended = await eznas(["reproduce", "table-1", "--data", "/nonexistent", "--out", out, ...quick]);
  expect([ended.code, ended.out, readFileSync(file, "utf8")]).toEqual([1, "", "hours of work"]);
  expect(lastLine(ended)).toMatch(
    /^eznas: reproduce: table-1 has nothing to show: .*The folder of tables is \/nonexistent;/,
  );
});

test.each([
  ["an unknown metric", ["table-1", "--metric", "zen-score,az_nas"], 1, /metric: "zen-score" is neither/],
  ["an unknown table", ["table-9"], 2, /unknown command 'table-9'/],
  ["repeats of what has none", ["table-1", "--repeats", "3"], 2, /unknown option '--repeats'/],
])("%s is refused", async (_, args, code, message) => {
  const ended = await eznas(["reproduce", ...args]);
  expect([ended.code, ended.out]).toEqual([code, ""]);
  expect(lastLine(ended) + ended.err).toMatch(message);
});

test("where its package is not installed, the command says what to install", async () => {
  const program = new Command("eznas").exitOverride();
  const missing = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  await reproduceCommand(program, recordedIo(), true, () => Promise.reject(missing));
  await expect(program.parseAsync(["reproduce", "table-1", "--quick"], { from: "user" })).rejects.toThrow(
    "npm install @eznas/reproduce",
  );
});
