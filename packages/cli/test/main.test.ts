import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { small, table, temporaryFolder } from "./command-line.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const unbuilt = ["--conditions=@eznas/source", "--import", "tsx"];

function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [...unbuilt, script, ...args], { cwd: root, env: { ...process.env, ...env } });
  const said = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    said.out += data;
  });
  child.stderr.on("data", (data) => {
    said.err += data;
  });
  return { child, said, ended: once(child, "close").then(([code]) => ({ code, ...said })) };
}

test("the command runs in a process of its own", async () => {
  const { code, out, err } = await start("packages/cli/src/main.ts", ["explain", "eznas-a", "--json"]).ended;
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out).statistics).toEqual(["T1G_D"]);
});

test("Ctrl-C ends a collection with 130 and what it has is kept", async () => {
  const args = ["--table", table, "--column", "cifar10_test", "--count", "32", "--statistics", "T3"];
  const out = temporaryFolder();
  const { child, said, ended } = start("packages/cli/src/main.ts", ["collect", "--out", out, ...args, ...small]);
  const stop = (): void => {
    if (!said.err.includes("collecting ")) return;
    child.stderr.off("data", stop);
    child.kill("SIGINT");
  };
  child.stderr.on("data", stop);
  const { code, err } = await ended;
  expect(code).toBe(130);
  expect(err).toMatch(/\d+ networks are in .*; the same command goes on\neznas: interrupted\n$/);
});

test("the main job evolves a metric on the table that ships, and says where it is and what to do next", async () => {
  const { code, out, err } = await start("examples/evolve-a-metric.ts", [], { EZNAS_COUNT: "12", EZNAS_SEED: "991" })
    .ended;
  expect(code).toBe(0);
  expect(out).toMatch(/on 6 cells that it has not seen[\s\S]*this formula[\s\S]*EZNAS-A[\s\S]*Params[\s\S]*FLOPs/);
  expect(err).toMatch(/The report is in .*fashion-201-seed-991[\s\S]*npm run eznas -- rank/);
});
