/**
 * The main job: from architectures to an evolved metric, on real accuracies.
 *
 * Random NAS-Bench-201 architectures of an accuracy table are built and their statistics collected; metrics evolve on half
 * of them; the best one ranks the other half beside EZNAS-A, EZNAS-B, parameters and FLOPs. The same seed gives the same
 * result. Statistics stay in .eznas/, so that a second run evolves at once.
 */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { kendallTau, spearmanRho } from "@eznas/fitness";
import { format } from "@eznas/gp";
import { describeBackend, useBackend } from "@eznas/kernels";
import { eznasA, eznasB, infix, latex } from "@eznas/program";
import { formatReport, paperDefaults, type TestResult } from "@eznas/search";
import { startWorkers } from "@eznas/search/node";
import { nasBench201 } from "@eznas/spaces";
import type { Dataset } from "@eznas/stats";
import { collectTask, evolve, holdOutOfEach, inputsFor, readAccuracies, withAccuracies } from "eznas";

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const table = process.env["EZNAS_DATA"] ?? fromRoot("../shared/data/nasbench201.csv");
const columns = (process.env["EZNAS_COLUMNS"] ?? "cifar10_test,cifar100_test").split(",");
const seed = Number(process.env["EZNAS_SEED"] ?? 1);

if (!existsSync(table)) {
  console.error(`There is no accuracy table at ${table}.

Give one in EZNAS_DATA: a CSV whose first column has architectures of NAS-Bench-201, such as
|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|avg_pool_3x3~2|, and whose columns ${columns.join(" and ")}
(or those that EZNAS_COLUMNS names) have their accuracies in percent. To see it run on 32 architectures whose accuracies are made up:

  EZNAS_DATA=examples/made-up-accuracies.csv npm start`);
  process.exit(1);
}

const note = (text: string): void => console.error(text);
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;
const start = performance.now();
note(`seed ${seed} · ${table} · ${columns.join(", ")}`);
note(describeBackend(await useBackend()));

const space = nasBench201();
const tables = await Promise.all(columns.map((column) => readAccuracies(table, { column, validate: space.parse })));
const folder = fromRoot(`.eznas/${space.name}-${columns[0]}-seed-${seed}`);
const collected = await collectTask({
  path: folder,
  name: columns[0]!,
  space,
  table: tables[0]!,
  inputs: await inputsFor({ images: "photographs", batch: 1, seed, shape: space.inputShape }),
  count: Math.min(60, tables[0]!.length),
  seed,
  onProgress: (done, total) =>
    void (done % 10 === 0 && note(`statistics of ${done}/${total} networks, ${seconds(start)}`)),
});
note(`they are in ${relative(process.cwd(), folder)}`);

// What a network computes before training does not depend on what it is trained for: one capture serves every column.
const datasets = columns.map((column, i) => withAccuracies(collected, column, tables[i]!));
const { tasks, heldOut } = holdOutOfEach(datasets, Math.floor(collected.networks.length / 2), seed);
const workers = startWorkers({ count: availableParallelism() });
const { best, report } = await evolve({
  seed,
  tasks,
  heldOut,
  scoreNetworks: workers.scoreNetworks,
  baselines: { "EZNAS-A": eznasA, "EZNAS-B": eznasB },
  networksPerTask: Math.min(paperDefaults.networksPerTask, tasks[0]!.networks.length), // the other settings are the paper's
  onGeneration: (generation) =>
    note(
      `generation ${generation.index}: best ${generation.best.fitness.toFixed(3)}  ${format(generation.best.tree)}  ` +
        `(${generation.rejected} invalid, ${seconds(start)})`,
    ),
});
await workers.close();

/** A cost of the networks as a metric. */
function costs(name: string, cost: "params" | "flops", { name: dataset, networks }: Dataset): TestResult {
  const values = networks.map(({ id }) => space[cost](space.parse(id)));
  const accuracies = networks.map(({ accuracy }) => accuracy);
  const [kendall, spearman] = [kendallTau(values, accuracies), spearmanRho(values, accuracies)];
  return { name, program: cost, dataset, kendall, spearman, n: networks.length, failed: 0 };
}

const tests = heldOut.flatMap((dataset) => [
  ...report.tests.filter((test) => test.dataset === dataset.name),
  costs("Params", "params", dataset),
  costs("FLOPs", "flops", dataset),
]);
console.log(`${formatReport({ ...report, tests })}
The best formula on the networks it evolved on, ${best.name}:

    ${format(best.program.tree)}
    ${infix(best.program)}
    ${latex(best.program)}
`);
for (const { name, networks } of heldOut) {
  console.log(`Kendall τ and Spearman ρ on ${networks.length} held-out architectures, ${name}:`);
  const shown = new Map([
    [best.name, "this formula"],
    ...["EZNAS-A", "EZNAS-B", "Params", "FLOPs"].map((n) => [n, n] as const),
  ]);
  for (const test of tests)
    if (test.dataset === name && shown.has(test.name))
      console.log(
        `    ${shown.get(test.name)!.padEnd(12)}  τ ${test.kendall.toFixed(3)}  ρ ${test.spearman.toFixed(3)}`,
      );
}
console.log(`\nseed ${seed}`);
note(`done in ${seconds(start)}`);
