/**
 * Collects a task from an accuracy table (a made-up one), evolves metrics against it,
 * tests them on networks held out of it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { inputsFor } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import { formatReport } from "@eznas/search";
import { nasBench201 } from "@eznas/spaces";
import { collectTask, evolve, holdOutOfEach } from "eznas";

await useBackend();
const seed = 1;
const space = nasBench201({ channels: 4, cells: 1 }); // small, so that this takes seconds
const statistics = ["T1G_D", "T2_P", "T3", "T3G_D", "T4_D"] as const;
const folder = await mkdtemp(join(tmpdir(), "eznas-"));
try {
  const collected = await collectTask({
    path: folder,
    name: "made-up accuracies",
    space,
    table: await readAccuracies(fileURLToPath(new URL("made-up-accuracies.csv", import.meta.url)), {
      column: "cifar10_test",
    }),
    inputs: await inputsFor({ images: "photographs", batch: 1, seed, shape: space.inputShape }),
    statistics,
    count: 32,
    seed,
  });
  const { tasks, heldOut } = holdOutOfEach([collected], 16, seed);
  const { report } = await evolve({
    seed,
    tasks,
    heldOut,
    primitives: { ops, terminals: statistics },
    networksPerTask: 12,
    population: 12,
    generations: 3,
    onGeneration: ({ index, best }) => console.error(index, best.fitness.toFixed(3), format(best.tree)),
  });
  console.log(formatReport(report));
} finally {
  await rm(folder, { recursive: true });
}
