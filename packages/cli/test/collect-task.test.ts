import { useBackend } from "@eznas/kernels";
import { drawNetworks, inputsFor } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import { nasBench201 } from "@eznas/spaces";
import { DatasetError, openDataset } from "@eznas/stats/node";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { collectTask } from "../src/collect-task.ts";
import { table, temporaryFolder } from "./command-line.ts";

const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
const options = {
  name: "toy",
  space,
  table: await readAccuracies(table, { column: "cifar10_test" }),
  inputs: await inputsFor({ images: "noise", batch: 1, seed: 1, shape: space.inputShape }),
  statistics: ["T3", "T1G_D"] as const,
  count: 4,
  seed: 1,
};

beforeAll(() => useBackend("wasm"));

test("the drawn networks are on disk with the statistics that were asked for", async () => {
  const before = memory().numTensors;
  const path = temporaryFolder();
  const seen: string[] = [];
  const task = await collectTask({ ...options, path, onProgress: (done, total) => void seen.push(`${done}/${total}`) });
  expect(seen).toEqual(["1/4", "2/4", "3/4", "4/4"]);
  expect(task.networks).toEqual(drawNetworks("", options).map(({ id, accuracy }) => ({ id, accuracy })));
  expect(task.settings.description).toMatchObject({ space: "nas-bench-201", seed: 1 });
  const opened = await openDataset(path);
  expect(opened.networks).toEqual(task.networks);
  for (const { id } of opened.networks)
    for (const { statistics } of await opened.read(id)) expect(Object.keys(statistics).sort()).toEqual(["T1G_D", "T3"]);
  expect(memory().numTensors).toBe(before);
});

test("it goes on where it was ended, to the same statistics as without a break", async () => {
  const [broken, whole] = [temporaryFolder(), temporaryFolder()];
  const ending = new AbortController();
  const first = collectTask({
    ...options,
    path: broken,
    onProgress: (done) => done === 2 && ending.abort("enough"),
    signal: ending.signal,
  });
  await expect(first).rejects.toBe("enough");
  expect((await openDataset(broken)).networks.length).toBe(2);
  const resumed = await collectTask({ ...options, path: broken });
  const straight = await collectTask({ ...options, path: whole });
  expect(resumed.networks).toEqual(straight.networks);
  for (const { id } of straight.networks) expect(await resumed.read(id)).toEqual(await straight.read(id));
});

test("a smaller draw from a larger collection has its own networks only", async () => {
  const path = temporaryFolder();
  const larger = await collectTask({ ...options, path });
  const smaller = await collectTask({ ...options, path, count: 2 });
  expect(smaller.networks).toEqual(larger.networks.slice(0, 2));
});

test("a folder that was collected with other settings is refused", async () => {
  const path = temporaryFolder();
  await collectTask({ ...options, path, count: 2 });
  await expect(collectTask({ ...options, path, count: 2, seed: 2 })).rejects.toThrow(DatasetError);
});
