import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { seeded } from "@eznas/gp";
import { drawEvenly, functionOf, nasBench201 } from "@eznas/spaces";
import { readTrainingTable, recipes } from "@eznas/training";
import { expect, onTestFinished, test } from "vitest";
import { eznas, lastLine, recordedIo, temporaryFolder } from "../command-line.ts";
import { labeledImageFolder, tiny } from "../labeled-images.ts";

const newTable = (): string => join(temporaryFolder(), "table.csv");
const text = (path: string): string => readFileSync(path, "utf8");
const commandOf = (data: string, out: string, count = 3): readonly string[] => [
  ...["train", "--data", data, "--out", out, "--count", `${count}`, ...tiny],
];

test("it trains random cells of different functions into a table that says how", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const ended = await eznas([...commandOf(data, out), "--seeds", "1,4", "--workers", "2", "--json"]);
  const { seconds, ...said } = ended.json<{ seconds: number }>();
  expect(said).toEqual({ path: out, rows: 6, networks: 3, seeds: [1, 4], trained: 6, diverged: 0 });
  expect(seconds).toBeGreaterThan(0);
  expect(ended.err).toMatch(
    /^TensorFlow\.js computes on wasm\nreading the images of .*\n(training \d\/6( · .* left)?\n)+$/,
  );
  const { settings, rows } = readTrainingTable(text(out));
  expect(settings).toEqual({
    space: { name: "nas-bench-201", channels: 2, cells: 1, resolution: 8, classes: 3 },
    data: { source: data, train: 36, valid: 12, test: 12, shape: [8, 8, 3], seed: 1 },
    training: {
      epochs: 2,
      batch: 12,
      rate: 0.1,
      momentum: 0.9,
      nesterov: true,
      weightDecay: 5e-4,
      augmentation: { crop: 4, flip: true },
    },
    versions: { eznas: expect.any(String), tfjs: "4.22.0", backend: "wasm", steps: "engine" },
    networks: 3,
    seeds: [1, 4],
  });
  const { parse } = nasBench201();
  expect(new Set(rows.map(({ id }) => functionOf(parse(id)))).size).toBe(3);
  expect(rows.map(({ seed, status }) => `${seed} ${status}`)).toEqual(Array(3).fill(["1 trained", "4 trained"]).flat());
}, 180_000);

test("the same command does nothing more; more cells, and then more seeds, are added to the table", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const train = async (count: number, seeds: string) =>
    (await eznas([...commandOf(data, out, count), "--seeds", seeds, "--workers", "1", "--json"])).json<object>();
  await train(2, "1");
  const before = text(out);
  expect(await train(2, "1")).toMatchObject({ rows: 2, trained: 0 });
  expect(text(out)).toBe(before);
  expect(await train(3, "1")).toMatchObject({ rows: 3, trained: 1 });
  expect(text(out).split("\n").slice(-4, -2)).toEqual(before.split("\n").slice(-3, -1));
  expect(await train(3, "1,2")).toMatchObject({ rows: 6, trained: 3 });
}, 180_000);

test("a person reads what was done; networks that diverge are counted and have their rows", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const list = join(temporaryFolder(), "cells.txt");
  const cell = "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|nor_conv_3x3~2|";
  const other = "|nor_conv_1x1~0|+|none~0|skip_connect~1|+|none~0|none~1|skip_connect~2|";
  writeFileSync(list, `${cell}\n\n  ${other}\n${cell}\n`);
  const { code, out: said } = await eznas([
    ...commandOf(data, out),
    ...["--architectures", list, "--rate", "1e25", "--workers", "1"],
  ]);
  expect(code).toBe(0);
  expect(said).toMatch(/^.*table\.csv: 2 networks with one seed each, 2 trained now in [\d.]+ s, 2 diverged\n$/);
  expect(text(out).split("\n").slice(-3)).toEqual([`${cell},1,diverged,,`, `${other},1,diverged,,`, ""]);
}, 180_000);

test("the options of the schedule reach the table, and others are refused and leave it alone", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const schedule = ["--rate", "0.2", "--momentum", "0", "--weight-decay", "0.01", "--crop", "1", "--epochs", "1"];
  const command = [
    ...commandOf(data, out, 1),
    ...[...schedule, "--no-nesterov", "--no-flip", "--workers", "1", "--seed", "5", "--json"],
  ];
  expect((await eznas(command)).json()).toMatchObject({ rows: 1 });
  expect(readTrainingTable(text(out)).settings).toMatchObject({
    data: { seed: 5 },
    training: {
      epochs: 1,
      rate: 0.2,
      momentum: 0,
      nesterov: false,
      weightDecay: 0.01,
      augmentation: { crop: 1, flip: false },
    },
  });
  const before = text(out);
  const refused = await eznas([...command, "--epochs", "3"]);
  expect(refused.code).toBe(1);
  expect(lastLine(refused)).toMatch(
    /^eznas: .*table\.csv was made with other settings: training was .*"epochs":1.* and is now .*"epochs":3/,
  );
  expect(text(out)).toBe(before);
}, 180_000);

test("a recipe says what the command line does not", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const ended = await eznas([
    ...["train", "--data", data, "--out", out, "--count", "1", "--workers", "1", "--recipe", "small", ...tiny],
    ...["--crop", "2"],
  ]);
  expect(ended.code).toBe(0);
  const { rate, momentum, nesterov, weightDecay, augmentation } = recipes.small.training;
  expect(readTrainingTable(text(out)).settings).toMatchObject({
    data: { train: 36, valid: 12, test: 12 },
    training: {
      ...{ epochs: 2, batch: 12, rate, momentum, nesterov, weightDecay },
      augmentation: { ...augmentation, crop: 2 },
    },
  });
  const without = await eznas(["train", "--data", data, "--out", newTable(), "--recipe", "small"]);
  const { train, valid, test: tested } = recipes.small.sizes;
  expect(lastLine(without)).toContain(`${train} + ${valid} + ${tested} images are asked for`);
}, 180_000);

test("networks are drawn evenly over their sizes where asked for, and a table of them grows", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const train = async (count: number): Promise<readonly string[]> => {
    await eznas([...commandOf(data, out, count), "--draw", "evenly", "--workers", "1"]);
    return readTrainingTable(text(out)).rows.map(({ id }) => id);
  };
  const space = nasBench201({ channels: 2, cells: 1, classes: 3, resolution: 8 });
  const ids = drawEvenly(space, 4, seeded(1, "networks")).map(space.format);
  expect([await train(2), await train(4)]).toEqual([ids.slice(0, 2), ids]);
}, 180_000);

test("a table without rows, as a wrong option leaves it, does not stand in the way of the right one", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const wrong = await eznas([...commandOf(data, out, 1), "--workers", "1", "--batch", "50"]);
  expect(lastLine(wrong)).toMatch(/batch must be at most the 36 images/);
  expect((await eznas([...commandOf(data, out, 1), "--workers", "1"])).code).toBe(0);
}, 180_000);

test("Ctrl-C ends it with 130, keeps the rows and says how to go on", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const ended = await eznas([...commandOf(data, out, 10), "--workers", "1"], {
    ...io,
    err: (said) => {
      io.err(said);
      if (said.includes("2/10")) ending.abort();
    },
  });
  expect([ended.code, io.written.out]).toEqual([130, ""]);
  expect(io.written.err).toMatch(/table\.csv keeps what was trained; the same command goes on\neznas: interrupted\n$/);
  expect(readTrainingTable(text(out)).rows.length).toBeGreaterThanOrEqual(2);
  expect(existsSync(`${out}.lock`)).toBe(false);
}, 180_000);

test.each<[string, readonly string[], number, RegExp]>([
  ["a folder that is not there", ["--data", "none"], 1, /^eznas: none: does not exist/],
  ["more images than there are", ["--train", "100"], 1, /100 \+ 12 \+ 12 images are asked for/],
  ["a seed that comes twice", ["--seeds", "1,1"], 1, /the seed 1 comes twice/],
  ["a list of architectures that is not there", ["--architectures", "none.txt"], 1, /none\.txt: there is no such file/],
  [
    "an architecture that is none",
    ["--architectures", "package.json"],
    1,
    /architectures package\.json, line 1: .*"{"/,
  ],
  ["seeds that are none", ["--seeds", "1,x"], 2, /expected a whole number from 0 up/],
  ["a recipe that is none", ["--recipe", "great"], 2, /Allowed choices are small, fashion-201/],
  ["a way to draw that is none", ["--draw", "well"], 2, /Allowed choices are uniformly, evenly/],
  ["a rate that is none", ["--rate", "fast"], 2, /expected a number from 0 up/],
  ["a rate below 0", ["--rate=-1"], 2, /expected a number from 0 up/],
])(
  "%s ends with an error that says so",
  async (_, args, code, message) => {
    const ended = await eznas([...commandOf(labeledImageFolder(), newTable()), "--workers", "1", ...args]);
    expect([ended.code, ended.out]).toEqual([code, ""]);
    expect(lastLine(ended)).toMatch(message);
  },
  180_000,
);

test("an empty list of architectures is refused", async () => {
  const list = join(temporaryFolder(), "cells.txt");
  writeFileSync(list, "\n\n");
  const ended = await eznas([...commandOf(labeledImageFolder(), newTable()), "--architectures", list]);
  expect(ended.code).toBe(1);
  expect(lastLine(ended)).toBe(`eznas: architectures ${list}: there is none in it`);
});

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

function start(args: readonly string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", main, ...args],
    {
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

const rowsOf = (path: string): number =>
  existsSync(path)
    ? text(path)
        .split("\n")
        .filter((line) => line.startsWith("|")).length
    : 0;

/** Waits until the table has so many rows, or the process has ended. */
async function untilRows(child: ChildProcess, path: string, count: number): Promise<void> {
  while (child.exitCode === null && rowsOf(path) < count) await setTimeout(5);
}

test("killed three times at random moments, it finishes the table of an unbroken run, byte by byte", async () => {
  const [data, out, whole] = [labeledImageFolder(), newTable(), newTable()];
  const command = (path: string, workers: number): readonly string[] => [
    ...[...commandOf(data, path, 15), "--seeds", "1,2", "--workers", `${workers}`, "--epochs", "6"],
  ];
  const rng = seeded(7, "kills");
  const kept: number[] = [];
  for (let kill = 0; kill < 3; kill++) {
    const child = start(command(out, 1 + (kill % 2)));
    const ended = once(child, "exit");
    const before = rowsOf(out);
    // While it starts, between the first rows, or in the middle of a network.
    if (kill === 2) await setTimeout(rng() * 1500);
    else await untilRows(child, out, before + 1 + Math.floor(rng() * 2));
    await setTimeout(rng() * 60);
    child.kill("SIGKILL");
    expect((await ended)[1]).toBe("SIGKILL");
    kept.push(rowsOf(out));
    expect(rowsOf(out)).toBeGreaterThanOrEqual(before);
  }
  expect(kept.at(-1)).toBeGreaterThan(1);
  expect(kept.at(-1)).toBeLessThan(30);
  const last = await eznas(command(out, 2));
  expect([last.code, last.err.split("\n").at(-1)]).toEqual([0, ""]);
  expect((await eznas(command(whole, 1))).code).toBe(0);
  expect(text(out)).toBe(text(whole));
  expect(existsSync(`${out}.lock`)).toBe(false);
}, 600_000);

test("SIGINT ends the process with 130; while it lives, another is refused the table", async () => {
  const [data, out] = [labeledImageFolder(), newTable()];
  const args = [...commandOf(data, out, 30), "--workers", "1", "--epochs", "200"];
  const child = start(args);
  let err = "";
  child.stderr!.on("data", (chunk) => {
    err += chunk;
  });
  const ended = once(child, "close");
  await untilRows(child, out, 1);
  const second = await eznas(args);
  expect([second.code, lastLine(second)]).toEqual([
    1,
    expect.stringMatching(new RegExp(`table\\.csv is being written by process ${child.pid}; wait for it`)),
  ]);
  child.kill("SIGINT");
  expect((await ended)[0]).toBe(130);
  expect(err).toMatch(/table\.csv keeps what was trained; the same command goes on\neznas: interrupted\n$/);
  expect(rowsOf(out)).toBeGreaterThanOrEqual(1);
  expect(() => readTrainingTable(text(out))).not.toThrow();
}, 300_000);
