import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { nasBench201, sampleDistinct } from "@eznas/spaces";
import type { TrainingRow } from "@eznas/training";
import { trainTable } from "@eznas/training/node";
import { trainImages } from "eznas";
import { afterEach, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/test/command-line.ts";
import { labeledImageFolder } from "../../../cli/test/labeled-images.ts";
import { startTrainWorkers, type TrainWorkers, type TrainWorkersOptions } from "../../src/node/index.ts";

const size = { channels: 2, cells: 1, resolution: 8, classes: 3 };
const space = nasBench201(size);
const training = { epochs: 2, batch: 12 };

beforeAll(() => useBackend("wasm"));

let workers: TrainWorkers;
afterEach(() => workers?.close());

const imagesOf = () =>
  trainImages({
    data: labeledImageFolder(),
    sizes: { train: 36, valid: 12, test: 12 },
    shape: space.inputShape,
    seed: 1,
  });

async function start(count: number, change: Partial<TrainWorkersOptions> = {}) {
  const images = await imagesOf();
  workers = startTrainWorkers({
    count,
    space: { name: "nas-bench-201", options: size },
    images,
    training,
    backend: "wasm",
    ...change,
  });
  return workers.trainJobs;
}

const cells = sampleDistinct(space, 5, seeded(1, "networks"));
const jobs = cells.flatMap((cell) => [1, 2].map((seed) => ({ id: space.format(cell), seed })));

test("1 and 3 of them, and this thread, write the same table, byte by byte", async () => {
  const folder = temporaryFolder();
  const tableOf = async (name: string, trainJobs?: TrainWorkers["trainJobs"]): Promise<string> => {
    const path = join(folder, name);
    await trainTable({
      path,
      networks: cells.map((cell) => ({ id: space.format(cell), build: (rng) => space.build(cell, rng) })),
      images: await imagesOf(),
      seeds: [1, 2],
      training,
      settings: { space: space.name },
      trainJobs,
    });
    return readFileSync(path, "utf8");
  };
  const here = await tableOf("here.csv");
  expect(here.trimEnd().split("\n").length).toBe(5 + jobs.length);
  for (const count of [1, 3]) {
    expect(await tableOf(`${count}.csv`, await start(count))).toBe(here);
    await workers.close();
  }
});

test("a signal ends them within a network, with its reason, and every row that was told is kept", async () => {
  // Networks that would take hours.
  const trainJobs = await start(2, { training: { ...training, epochs: 1_000_000 } });
  const controller = new AbortController();
  const rows: TrainingRow[] = [];
  const running = trainJobs(jobs, { onRow: async (row) => void rows.push(row), signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 300);
  await expect(running).rejects.toThrow("enough");
  expect(rows).toEqual([]);
});

test("what a row's writer throws ends them", async () => {
  const trainJobs = await start(1);
  const full = async () => {
    throw new Error("the disk is full");
  };
  await expect(trainJobs(jobs, { onRow: full, signal: undefined })).rejects.toThrow("the disk is full");
});

test.each<[string, Partial<TrainWorkersOptions>, RegExp]>([
  ["an unknown space", { space: { name: "darts" } }, /"darts" is unknown/],
  [
    "another number of classes",
    { space: { name: "nas-bench-201", options: { ...size, classes: 4 } } },
    /puts out 4, but .* has 3 classes/,
  ],
  ["a batch larger than the images", { training: { batch: 37 } }, /batch must be at most the 36 images/],
])("%s is an error that says so", async (_, change, message) => {
  const trainJobs = await start(1, change);
  await expect(trainJobs(jobs, { onRow: async () => {}, signal: undefined })).rejects.toThrow(message);
});
