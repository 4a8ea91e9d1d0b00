import { createHash } from "node:crypto";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeLock } from "@eznas/node";
import { statisticNames, terminalNames } from "@eznas/stats";
import { openDataset } from "@eznas/stats/node";
import { expect, test } from "vitest";
import { eznas, lastLine, recordedIo, small, table, temporaryFolder } from "../command-line.ts";

const collecting = (out: string, ...args: readonly string[]): readonly string[] => [
  ...["collect", "--table", table, "--column", "cifar10_test", "--out", out, "--count", "3"],
  ...[...small, ...args],
];

test("a task is written, told as one JSON object and can be opened", async () => {
  const out = temporaryFolder();
  const ended = await eznas(collecting(out, "--statistics", "T3, T1G_D", "--seed", "4", "--json"));
  expect(ended.json()).toEqual({
    path: out,
    name: "nas-bench-201 cifar10_test",
    networks: 3,
    statistics: ["T3", "T1G_D"],
    numbers: "float32",
    space: "nas-bench-201",
    column: "cifar10_test",
    batch: 1,
    images: "photographs",
    seed: 4,
    backend: "wasm",
    again: 0,
    seconds: expect.any(Number),
  });
  expect(ended.err).toMatch(/collecting 3\/3\n$/);
  const task = await openDataset(out);
  await task.verify();
  expect(task.networks.length).toBe(3);
  expect(task.settings.description).toEqual({
    space: "nas-bench-201",
    seed: 4,
    images: "photographs",
    channels: 4,
    cells: 1,
  });
});

test("all 22 statistics are kept and the name is the caller's, if given", async () => {
  const out = temporaryFolder();
  const { code, out: said } = await eznas(collecting(out, "--count", "2", "--name", "mine", "--numbers", "bfloat16"));
  expect(code).toBe(0);
  expect(said).toMatch(/2 networks of "mine", 22 statistics of each, in /);
  expect((await openDataset(out)).settings).toMatchObject({ statistics: statisticNames, numbers: "bfloat16" });
});

test("Ctrl-C keeps what is collected, and the same command goes on", async () => {
  const out = temporaryFolder();
  const args = collecting(out, "--statistics", "T3");
  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const stopping = {
    ...io,
    err: (text: string) => {
      io.err(text);
      if (text.startsWith("collecting 2/3")) ending.abort();
    },
  };
  const ended = await eznas(args, stopping);
  expect([ended.code, ended.out]).toEqual([130, ""]);
  expect(ended.err).toContain(`2 networks are in ${out}; the same command goes on`);
  expect((await openDataset(out)).networks.length).toBe(2);
  expect((await eznas(args)).code).toBe(0);
  expect((await openDataset(out)).networks.length).toBe(3);
});

test("the same command collects again what is damaged, with --verify to the last byte, and says so", async () => {
  const out = temporaryFolder();
  const args = collecting(out, "--statistics", "T3");
  expect((await eznas(args)).code).toBe(0);
  const [first, second] = ["000000", "000001"].map((name) => join(out, `${name}.safetensors`)) as [string, string];
  truncateSync(first, 100);
  const repaired = await eznas([...args, "--json"]);
  expect(repaired.json()).toMatchObject({ networks: 3, again: 1 });
  expect(repaired.err).toContain(`1 network was collected again: ${first}: has 100 bytes, the manifest says `);
  const bytes = readFileSync(second);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(second, bytes);
  expect((await eznas([...args, "--json"])).json()).toMatchObject({ again: 0 });
  expect((await eznas([...args, "--verify", "--json"])).json()).toMatchObject({ again: 1 });
  await (await openDataset(out)).verify();
});

test("a folder that another process is collecting into is refused with who that is", async () => {
  const out = temporaryFolder();
  const lock = await takeLock(join(out, "collect.lock"));
  const ended = await eznas(collecting(out, "--statistics", "T3"));
  await lock.release();
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toContain(`eznas: ${out}: is being written by process ${process.pid}; wait for it`);
});

test("terminals of every kind are kept, chosen by groups and minus, with the same files for any number of workers", async () => {
  const collected = async (workers: string) => {
    const out = temporaryFolder();
    const args = collecting(
      out,
      "--statistics",
      "between-samples,-T3",
      "--batch",
      "2",
      "--resolution",
      "8",
      "--workers",
      workers,
      "--json",
    );
    expect((await eznas(args)).json()).toMatchObject({ networks: 3, statistics: expectedNames });
    return readdirSync(out)
      .sort()
      .map(
        (name) =>
          [
            name,
            createHash("sha256")
              .update(readFileSync(join(out, name)))
              .digest("hex"),
          ] as const,
      );
  };
  const expectedNames = terminalNames.filter((name) => name !== "T3");
  expect(await collected("2")).toEqual(await collected("1"));
});

test("Ctrl-C while workers collect keeps what is collected, and the same command goes on", async () => {
  const out = temporaryFolder();
  const args = collecting(out, "--statistics", "T3", "--count", "12", "--workers", "2");
  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const err = (text: string): void => {
    io.err(text);
    if (/^collecting [3-9]\//.test(text)) ending.abort();
  };
  const ended = await eznas(args, { ...io, err });
  expect([ended.code, ended.out]).toEqual([130, ""]);
  expect(ended.err).toMatch(/\n\d+ networks are in .*; the same command goes on/);
  expect((await eznas(args)).code).toBe(0);
  const whole = temporaryFolder();
  expect((await eznas(args.map((arg) => (arg === out ? whole : arg)))).code).toBe(0);
  for (const name of readdirSync(whole)) expect(readFileSync(join(out, name))).toEqual(readFileSync(join(whole, name)));
});

test("an unknown statistic is refused with the nearest, before anything is computed", async () => {
  const ended = await eznas(collecting(temporaryFolder(), "--statistics", "T3,T5_D"));
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toMatch(/"T5_D" is no statistic; did you mean /);
});

test("other settings need another folder", async () => {
  const out = temporaryFolder();
  expect((await eznas(collecting(out, "--statistics", "T3"))).code).toBe(0);
  for (const other of [
    ["--seed", "2"],
    ["--initialization", "fan-in-uniform"],
    ["--resolution", "12"],
  ]) {
    const ended = await eznas(collecting(out, "--statistics", "T3", ...other));
    expect([ended.code, ended.out]).toEqual([1, ""]);
    expect(lastLine(ended)).toMatch(/manifest\.json: was collected with other settings/);
  }
});
