/** Whoever wants a command to end twice wants it at once, whatever its thread is busy with. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { folderOf32 } from "../../reproduce/test/context.ts";
import { eznas, table, temporaryFolder } from "./command-line.ts";
import { labeledImageFolder } from "./labeled-images.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const unbuilt = ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", "packages/cli/src/main.ts"];

const slow = ["--backend", "cpu"];
const alone = ["--workers", "1"];
const cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";
const rows = ["--table", table, "--column", "cifar10_test", "--count", "16"];

const home = mkdtempSync(join(tmpdir(), "eznas-two-signals-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let made: Promise<string> | undefined;

/** A dataset whose networks take long to evaluate. */
function slowTask(): Promise<string> {
  made ??= makeSlowTask(join(home, "task"));
  return made;
}

async function makeSlowTask(task: string): Promise<string> {
  const wide = ["--channels", "16", "--cells", "1", "--batch", "48", "--backend", "wasm", "--statistics", "T1_D"];
  const { code, err } = await eznas(["collect", "--out", task, ...rows, ...wide]);
  expect(code, err).toBe(0);
  return task;
}

const evolving = ["--population", "40", "--generations", "3", ...alone, ...slow];

test.each<[string, () => Promise<readonly string[]>]>([
  ["score", async () => ["score", "--arch", cell, "--batch", "128", "--metric", "snip", ...slow]],
  ["rank", async () => ["rank", ...rows, "--batch", "128", "--metric", "snip", ...alone, ...slow]],
  ["collect", async () => ["collect", ...rows, "--out", join(temporaryFolder(), "t"), "--batch", "128", ...slow]],
  ["search", async () => ["search", "--task", await slowTask(), "--networks-per-task", "8", ...evolving]],
  ["discover", async () => ["discover", "--task", await slowTask(), "--offspring", "40", ...evolving]],
  [
    "train",
    async () => {
      const sizes = ["--train", "36", "--valid", "12", "--test", "12", "--classes", "3", "--batch", "12"];
      const endless = [...sizes, "--epochs", "100000", "--resolution", "8", "--count", "1"];
      const out = join(temporaryFolder(), "t.csv");
      return ["train", "--data", labeledImageFolder(), "--out", out, ...endless, ...alone, ...slow];
    },
  ],
  [
    "reproduce",
    async () => {
      const out = ["--out", temporaryFolder(), "--data", folderOf32()];
      return ["reproduce", "table-1", ...out, "--count", "8", "--metric", "snip", ...alone, ...slow];
    },
  ],
])("%s", async (_, command) => {
  const child = spawn(process.execPath, [...unbuilt, ...(await command())], {
    cwd: root,
    env: { ...process.env, EZNAS_SIMD: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  let err = "";
  await new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.stderr.on("data", (data) => {
      err += data;
      if (err.includes("computes on cpu")) resolve();
    });
  });
  await setTimeout(1500);
  expect(child.exitCode, err).toBe(null);
  child.kill("SIGINT");
  await setTimeout(500);
  child.kill("SIGINT");
  const [code, signal] = await Promise.race([closed, setTimeout(10_000, ["it goes on"])]);
  child.kill("SIGKILL");
  expect([130, null]).toContain(code);
  if (code === null) expect(signal).toBe("SIGINT");
});
