import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import { statisticNames, terminalNames } from "@eznas/stats";
import { openDataset } from "@eznas/stats/node";
import { beforeAll, expect, test } from "vitest";
import { collectTask } from "../../../cli/src/collect-task.ts";
import { table, temporaryFolder } from "../../../cli/test/command-line.ts";
import { inputsFor } from "../../src/inputs.ts";
import { type CollectWorkersOptions, startCollectWorkers } from "../../src/node/collect-workers.ts";
import { readAccuracies } from "../../src/node/read-accuracies.ts";
import ownTerminals from "./own-terminals.ts";

const size = { channels: 4, cells: 1, resolution: 8 };
const space = nasBench201(size);
const shared = {
  inputs: await inputsFor({ images: "noise", batch: 2, seed: 1, shape: space.inputShape }),
  seed: 1,
};
const options = {
  ...shared,
  name: "task",
  space,
  table: await readAccuracies(table, { column: "cifar10_test" }),
  count: 5,
};

beforeAll(() => useBackend("wasm"));

const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function contents(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => [name, digestOf(await readFile(join(folder, name)))] as const));
}

type Asked = Pick<CollectWorkersOptions, "statistics" | "numbers" | "setup">;

async function collected(count: number, asked: Asked, task: Partial<Parameters<typeof collectTask>[0]> = {}) {
  const path = temporaryFolder();
  const { captureNetworks, close } = startCollectWorkers({
    ...{ ...shared, ...asked, count },
    space: { name: "nas-bench-201", options: size },
    backend: "wasm",
  });
  const { setup, ...ofTask } = asked;
  try {
    await collectTask({ ...options, ...ofTask, ...task, path, captureNetworks });
  } finally {
    await close();
  }
  return path;
}

test("two workers write the files of this thread, to the byte", async () => {
  const asked = { statistics: terminalNames, numbers: "bfloat16" as const };
  const here = temporaryFolder();
  await collectTask({ ...options, ...asked, path: here });
  const expected = await contents(here);
  expect(expected.length).toBe(6);
  expect(await contents(await collected(2, asked))).toEqual(expected);
}, 240_000);

test("a module of one's own brings terminals to workers", async () => {
  const setup = new URL("./own-terminals.ts", import.meta.url).href;
  const statistics = ["T3", "halved"];
  const { terminals } = ownTerminals;
  const task = await openDataset(await collected(2, { statistics, setup }, { terminals }));
  expect(task.settings).toMatchObject({ statistics, own: { halved: terminals.halved.domain } });
  for (const { id } of task.networks)
    for (const { statistics } of await task.read(id)) {
      const { T3, halved } = statistics as Readonly<Record<string, { readonly data: Float32Array }>>;
      expect(halved!.data).toEqual(T3!.data.map((x) => x / 2));
    }
});

test("a network that a worker cannot capture is an error that names it, and the others are kept", async () => {
  const [first] = options.table;
  const bad = [...options.table.slice(0, 4), { id: "no cell", accuracy: 1 }];
  await expect(collected(2, {}, { table: bad })).rejects.toThrow(/no cell/);
  expect(first!.id).not.toBe("no cell");
  expect(statisticNames.length).toBe(22);
});
