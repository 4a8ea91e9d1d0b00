import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { download } from "../src/index.ts";
import { faultyServer } from "./faulty-server.ts";
import { temporaryFolder } from "./folder.ts";

const script = fileURLToPath(new URL("download-process.ts", import.meta.url));
const body = Uint8Array.from({ length: 2_000_000 }, (_, i) => (i * 31) % 251);
const sha256 = createHash("sha256").update(body).digest("hex");

function downloading(url: string, file: string): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", script, url, file, sha256],
    {
      stdio: "inherit",
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test("two processes that want one file ask for it once, and both end well", async () => {
  const server = await faultyServer();
  server.serve(body);
  const file = join(temporaryFolder(), "table.csv");
  const ended = [downloading(server.url, file), downloading(server.url, file)].map((child) => once(child, "exit"));
  expect((await Promise.all(ended)).map(([code]) => code)).toEqual([0, 0]);
  expect(server.asked.length).toBe(1);
  expect(readFileSync(file).equals(body)).toBe(true);
});

test("after a killed process the next one goes on from what came", async () => {
  const server = await faultyServer();
  server.serve(body, [{ kind: "stall", after: 1_500_000 }]);
  const file = join(temporaryFolder(), "table.csv");
  const child = downloading(server.url, file);
  const kept = (): number => statSync(`${file}.part`, { throwIfNoEntry: false })?.size ?? 0;
  while (kept() < 1_500_000) await setTimeout(20);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(existsSync(`${file}.lock`)).toBe(true);
  await download(server.url, file, { sha256 });
  expect(server.asked.at(-1)).toMatchObject({ range: "bytes=1500000-", sent: 500_000 });
  expect(readFileSync(file).equals(body)).toBe(true);
  expect(readdirSync(dirname(file))).toEqual(["table.csv"]);
});
