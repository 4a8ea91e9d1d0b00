import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { eznas, small, table, temporaryFolder } from "./command-line.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const main = "packages/cli/src/main.ts";
const unbuilt = ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt"];

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
  const { code, out, err } = await start(main, ["explain", "eznas-a", "--json"]).ended;
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(out).statistics).toEqual(["T1G_D"]);
});

test("Ctrl-C ends a collection with 130 and what it has is kept", async () => {
  const args = ["--table", table, "--column", "cifar10_test", "--count", "32", "--statistics", "T3"];
  const out = temporaryFolder();
  const { child, said, ended } = start(main, ["collect", "--out", out, ...args, ...small]);
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

test.each([
  ["SIGHUP", 129],
  ["SIGTERM", 143],
] as const)("%s ends a search like Ctrl-C, and its generations are in the checkpoint", async (signal, exit) => {
  const folder = temporaryFolder();
  const [task, file] = [join(folder, "task"), join(folder, "run.json")];
  const given = ["--table", table, "--column", "cifar10_test", "--count", "8", "--statistics", "T3"];
  expect((await eznas(["collect", "--out", task, ...given, ...small])).code).toBe(0);
  const searching = ["--networks-per-task", "4", "--population", "6", "--generations", "100000", "--workers", "1"];
  const run = start(main, ["search", "--task", task, "--backend", "wasm", ...searching, "--checkpoint", file]);
  run.child.stderr.on("data", () => {
    if (!run.child.killed && run.said.err.includes("generation 1/")) run.child.kill(signal);
  });
  const { code, err } = await run.ended;
  expect(code).toBe(exit);
  const { index } = JSON.parse(readFileSync(file, "utf8"));
  expect(err).toMatch(
    new RegExp(`generation ${index} is in .*run\\.json; go on with --resume .*\\neznas: interrupted\\n$`),
  );
  expect(readdirSync(folder).sort()).toEqual(["run.json", "task"]);
});

const cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

test.each([
  ["a command that has nothing to keep", ["score", "--arch", cell]],
  [
    "a ranking in one thread",
    ["rank", "--table", table, "--column", "cifar10_test", "--count", "8", "--metric", "snip", "--workers", "1"],
  ],
  [
    "a collection of large networks in one thread",
    ["collect", "--table", table, "--column", "cifar10_test", "--count", "8", "--workers", "1"],
  ],
])("Ctrl-C ends %s at once, even while its thread computes", async (_, command) => {
  const folder = temporaryFolder();
  const out = command[0] === "collect" ? ["--out", join(folder, "task")] : [];
  const slow = ["--batch", "64", "--backend", "cpu"];
  const { child, said, ended } = start(main, [...command, ...out, ...slow], { EZNAS_SIMD: "0" });
  const interrupt = (): void => {
    if (!said.err.includes("computes on cpu")) return;
    child.stderr.off("data", interrupt);
    setTimeout(() => child.kill("SIGINT"), 1500);
  };
  child.stderr.on("data", interrupt);
  await ended;
  expect([child.signalCode, said.out]).toEqual(["SIGINT", ""]);
});

test("a collection goes on when nobody reads what it says", async () => {
  const args = ["--table", table, "--column", "cifar10_test", "--count", "12", "--statistics", "T3"];
  const out = temporaryFolder();
  const { child, ended } = start(main, ["collect", "--out", out, ...args, ...small]);
  child.stderr.destroy();
  const { code, out: said } = await ended;
  expect([code, said]).toEqual([0, expect.stringContaining("12 networks of")]);
});

test("the main job answers on a space that took no part and on unseen networks, the same again, and says what to do next", async () => {
  const run = () =>
    start("examples/00-evolve-a-metric.ts", [], {
      ...{
        EZNAS_COUNT: "12",
        EZNAS_GENERATIONS: "1",
        EZNAS_OFFSPRING: "8",
        EZNAS_SEED: "991",
        EZNAS_LEFT_OUT: "stack",
      },
    }).ended;
  const { code, out, err } = await run();
  expect([code, out]).toEqual([0, expect.stringMatching(/^The best of \d+ metrics, found without a look at stack/)]);
  expect(out).toMatch(/stack +7 others, mean\n.*12 networks +21 networks/);
  const figures = "-?\\d\\.\\d{3} \\[ ?-?\\d\\.\\d\\d, +-?\\d\\.\\d\\d\\]";
  for (const row of ["this metric", "instances", "EZNAS-A", "layers", "params", "flops"])
    expect(out).toMatch(new RegExp(`\n    ${row} +${figures} +${figures}\n`));
  expect(out).toMatch(/Is it only size\?[\s\S]*Given params, flops, layers, -?\d\.\d\d is left/);
  for (const on of ["stack", "the 7 others"])
    expect(out).toMatch(
      new RegExp(`\nOn ${on}: .*(better than|ahead of).*; (no better than a size|ahead of every size).* has τ`),
    );
  expect(err).toMatch(/The report is in .*small-spaces-seed-991[\s\S]*npm run eznas -- rank/);
  expect((await run()).out).toBe(out);
}, 300_000);

test("the main job names the spaces where it is to leave out another", async () => {
  const { code, err } = await start("examples/00-evolve-a-metric.ts", [], { EZNAS_LEFT_OUT: "darts" }).ended;
  expect([code, err]).toEqual([1, expect.stringContaining('EZNAS_LEFT_OUT is "darts"; give one of nas-bench-201, ')]);
});

test("Algorithm 1 evolves a metric on one space whose table ships, and says where it is and what to do next", async () => {
  const settings = { EZNAS_COUNT: "12", EZNAS_SEED: "991" };
  const { code, out, err } = await start("examples/07-evolve-on-one-space.ts", [], settings).ended;
  expect(code).toBe(0);
  expect(out).toMatch(/on 6 cells that it has not seen[\s\S]*this formula[\s\S]*EZNAS-A[\s\S]*Params[\s\S]*FLOPs/);
  expect(err).toMatch(/The report is in .*fashion-201-seed-991[\s\S]*npm run eznas -- rank/);
});
