/** A worker that collects tasks of NAS-Bench-201, all 22 statistics at batch 1. */
import { isMainThread } from "node:worker_threads";
import { useBackend } from "@eznas/kernels";
import { lane, startLanes } from "@eznas/node";
import { inputsFor } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import { nasBench201 } from "@eznas/spaces";
import { openDataset, type StoredDataset } from "@eznas/stats/node";
import { collectTask } from "eznas";
import { accuracyTable } from "./accuracies.ts";

interface Task {
  readonly path: string;
  readonly column: string;
  readonly classes: number;
  readonly count: number;
  readonly seed: number;
}

/** Two draws of networks, each as they are built for CIFAR-10 and for CIFAR-100. */
export const tasksOf = (folder: string, count: number): readonly Task[] =>
  [1, 2].flatMap((seed) =>
    ([10, 100] as const).map((classes) => {
      const column = `cifar${classes}_test`;
      return { path: `${folder}/${column}-${seed}`, column, classes, count, seed };
    }),
  );

/** Collects tasks side by side, as far as they are not there yet, and opens them. */
export async function collectTasks(tasks: readonly Task[], threads: number): Promise<readonly StoredDataset[]> {
  const lanes = startLanes<Task, number>({ module: new URL(import.meta.url), count: threads });
  try {
    await lanes.run(tasks, { home: (task) => tasks.indexOf(task) });
  } finally {
    await lanes.close();
  }
  return Promise.all(tasks.map(({ path }) => openDataset(path)));
}

async function start() {
  await useBackend("wasm");
  return lane(async ({ path, column, classes, count, seed }: Task): Promise<number> => {
    const space = nasBench201({ classes });
    const stored = await collectTask({
      path,
      name: `${column}, draw ${seed}`,
      space,
      table: await readAccuracies(accuracyTable(), { column, validate: space.parse }),
      inputs: await inputsFor({ images: "photographs", batch: 1, seed, shape: space.inputShape }),
      count,
      seed,
    });
    return stored.networks.length;
  });
}

export default isMainThread ? undefined : start();
