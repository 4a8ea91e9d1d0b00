import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { leaf } from "@eznas/gp";
import type { Generation } from "@eznas/search";
import { expect, test } from "vitest";
import { readCheckpoint } from "../src/checkpoint-file.ts";
import { keptIn } from "../src/kept-generations.ts";
import { recordedIo, temporaryFolder } from "./command-line.ts";

const generation = (index: number): Generation => {
  const best = { ok: true as const, tree: leaf("T3"), fitness: 0.5, tasks: [] };
  const rejections = { shape: 0, "non-finite": 0 };
  return { seed: 7, index, population: [best], best, hallOfFame: [best], rejected: 0, rejections, tasks: [] };
};

/** A folder that nothing can be written into, whoever asks: a file is in its place. */
function noFolder(): string {
  const path = join(temporaryFolder(), "file");
  writeFileSync(path, "");
  return path;
}

test("a generation that is in no file is put into the first folder that takes it", async () => {
  const folder = temporaryFolder();
  const io = recordedIo();
  const kept = keptIn(undefined, undefined, [noFolder(), folder]);
  await kept.add(generation(120));
  await kept.tell(io);
  const [name] = readdirSync(folder);
  expect((await readCheckpoint(join(folder, name!))).index).toBe(120);
  expect(io.written.err).toMatch(/is no folder; name another place \(ENOTDIR\).*\ngeneration 120 is in .*; go on with/);
});

test("where no folder takes it, it is written out whole", async () => {
  const io = recordedIo();
  const kept = keptIn(undefined, undefined, [noFolder()]);
  await kept.add(generation(120));
  await kept.tell(io);
  expect(io.written.err).not.toContain("generation 120 is in");
  expect(JSON.parse(io.written.err.slice(io.written.err.indexOf("{")))).toMatchObject({ index: 120, seed: 7 });
});

test("a run that ends before its first generation says what it would have gone on from, if anything", async () => {
  const [resumed, fresh] = [recordedIo(), recordedIo()];
  await keptIn("new.json", { index: 3, path: "old.json" }).tell(resumed);
  await keptIn("new.json", undefined).tell(fresh);
  expect(resumed.written.err).toBe("generation 3 is in old.json; go on with --resume old.json\n");
  expect(fresh.written.err).toBe("");
});

test("a generation that was saved is not written again", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "run.json");
  const io = recordedIo();
  const kept = keptIn(path, undefined, [folder]);
  await kept.add(generation(1));
  const before = readFileSync(path, "utf8");
  await kept.tell(io);
  expect([readdirSync(folder), readFileSync(path, "utf8")]).toEqual([["run.json"], before]);
  expect(io.written.err).toBe(`generation 1 is in ${path}; go on with --resume ${path}\n`);
});
