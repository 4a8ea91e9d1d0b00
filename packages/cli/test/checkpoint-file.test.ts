import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { leaf } from "@eznas/gp";
import { checkpoint, type Generation } from "@eznas/search";
import { expect, test } from "vitest";
import { exists, holdCheckpoint, readCheckpoint, saveCheckpoint } from "../src/checkpoint-file.ts";
import { temporaryFolder } from "./command-line.ts";

const generation = (index: number): Generation => {
  const best = { ok: true as const, tree: leaf("T3"), fitness: 1 / 3, tasks: [{ task: "toy", value: 1 / 3 }] };
  const rejections = { shape: 2, "non-finite": 1 };
  return { seed: 7, index, population: [best], best, hallOfFame: [best], rejected: 3, rejections, tasks: [] };
};

const whole = checkpoint(generation(1));

test("a folder that is not there is said with the file, before and when it is written", async () => {
  const path = join(temporaryFolder(), "none", "run.json");
  for (const writing of [holdCheckpoint(path), saveCheckpoint(path, generation(1))])
    await expect(writing).rejects.toThrow(`there is no folder ${dirname(path)}; make it, or name another place`);
});

test("a checkpoint that another search writes is not held twice", async () => {
  const path = join(temporaryFolder(), "run.json");
  const lock = await holdCheckpoint(path);
  await expect(holdCheckpoint(path)).rejects.toThrow(
    `checkpoint ${path} is being written by process ${process.pid}; wait for it, or name another file`,
  );
  await lock.release();
  await (await holdCheckpoint(path)).release();
});

test("a checkpoint reads back as it was, and replaces the one before", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "run.json");
  expect(await exists(path)).toBe(false);
  await saveCheckpoint(path, generation(1));
  await saveCheckpoint(path, generation(2));
  expect(await readCheckpoint(path)).toEqual(checkpoint(generation(2)));
  expect(readdirSync(folder)).toEqual(["run.json"]);
  expect(await exists(path)).toBe(true);
});

test.each([
  ["is endlessly deep", `${'{"format":'.repeat(9000)}`, "it has lists and objects more than 200 deep in each other"],
  ["is cut off", '{"format":"eznas-search/1",', "it is no JSON, or cut off"],
  ["is something else", '{"format":"eznas-dataset"}', "it is no checkpoint of a search"],
  ["is null", "null", "it is no checkpoint of a search"],
  [
    "lacks a field",
    JSON.stringify({ ...whole, index: undefined }),
    "index must be a whole number from 0 up, but it is missing",
  ],
  [
    "has a fitness that is none",
    JSON.stringify(whole).replace(/"fitness":[^,]+/, '"fitness":1e999'),
    "population[0].fitness must be a finite number, got Infinity",
  ],
])("a file that %s is refused with its path", async (_, text, message) => {
  const path = join(temporaryFolder(), "run.json");
  writeFileSync(path, text);
  await expect(readCheckpoint(path)).rejects.toThrow(`checkpoint ${path}: ${message}`);
});
