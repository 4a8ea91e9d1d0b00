import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { leaf } from "@eznas/gp";
import { checkpoint, type Generation } from "@eznas/search";
import { expect, test } from "vitest";
import { exists, readCheckpoint, saveCheckpoint } from "../src/checkpoint-file.ts";
import { temporaryFolder } from "./command-line.ts";

const generation = (index: number): Generation => {
  const best = { ok: true as const, tree: leaf("T3"), fitness: 1 / 3, tasks: [{ task: "toy", value: 1 / 3 }] };
  const rejections = { shape: 2, "non-finite": 1 };
  return { seed: 7, index, population: [best], best, hallOfFame: [best], rejected: 3, rejections, tasks: [] };
};

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
  ["is cut off", '{"format":"eznas-search/1",', "it is no JSON, or cut off"],
  ["is something else", '{"format":"eznas-dataset"}', "it is JSON, but no checkpoint of a search"],
  ["is null", "null", "it is JSON, but no checkpoint of a search"],
])("a file that %s is refused with its path", async (_, text, message) => {
  const path = join(temporaryFolder(), "run.json");
  writeFileSync(path, text);
  await expect(readCheckpoint(path)).rejects.toThrow(`checkpoint ${path}: ${message}`);
});
