/**
 * Ranks the same networks (by made-up accuracies) by published metrics, by a formula
 * written on the spot and by their costs.
 */
import { fileURLToPath } from "node:url";
import { useBackend } from "@eznas/kernels";
import { inputsFor, metrics, rank } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import { nasBench201 } from "@eznas/spaces";

await useBackend();
const space = nasBench201({ channels: 4, cells: 1 }); // small, so that this takes seconds
const ranking = await rank({
  space,
  table: await readAccuracies(fileURLToPath(new URL("made-up-accuracies.csv", import.meta.url)), {
    column: "cifar10_test",
  }),
  metrics: metrics("eznas-a, eznas-b, snip, fisher, mean(abs(mul(T1_D, T1G_D))), params, flops"),
  inputs: await inputsFor({ images: "photographs", batch: 4, seed: 1, shape: space.inputShape }),
  count: 32,
  seed: 1,
});

for (const { name, kendall, spearman, n } of ranking.metrics)
  console.log(`${name.padEnd(28)} τ ${kendall.toFixed(3)}  ρ ${spearman.toFixed(3)}  on ${n} networks`);
