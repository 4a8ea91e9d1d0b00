/**
 * Algorithm 1 of the paper on one space, from architectures to an evolved metric, on accuracies that ship with the library.
 *
 * The cells of Fashion-201 are built and their statistics collected; metrics evolve against the validation accuracies
 * of half of them; the best one ranks the other half by test accuracy, beside EZNAS-A, EZNAS-B, parameters and FLOPs.
 * The same seed gives the same result. Statistics stay in .eznas/, so that a second run evolves at once.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { kendallTau, spearmanRho } from "@eznas/fitness";
import { format } from "@eznas/gp";
import { describeBackend, useBackend } from "@eznas/kernels";
import { eznasA, eznasB, infix, latex } from "@eznas/program";
import { inputsFor } from "@eznas/ranking";
import { formatReport, type TestResult } from "@eznas/search";
import { startWorkers } from "@eznas/search/node";
import { fashion201 } from "@eznas/spaces/fashion-201";
import type { Dataset } from "@eznas/stats";
import { collectTask, evolve, holdOutOfEach, withAccuracies } from "eznas";

const seed = Number(process.env["EZNAS_SEED"] ?? 1);
const count = Number(process.env["EZNAS_COUNT"] ?? 400);

const note = (text: string): void => console.error(text);
const start = performance.now();
const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(0)} s`;
const fromHere = (path: string): string => relative(process.cwd(), path);

const { space, accuracies } = fashion201();
note(`Fashion-201: ${accuracies("valid").length} cells of NAS-Bench-201 trained on Fashion-MNIST · seed ${seed}`);
note(describeBackend(await useBackend()));

const folder = fileURLToPath(new URL(`../.eznas/fashion-201-seed-${seed}`, import.meta.url));
const collected = await collectTask({
  path: `${folder}/statistics`,
  name: "Fashion-201 valid",
  space,
  table: accuracies("valid"),
  inputs: await inputsFor({ images: "fashion", batch: 1, seed, shape: space.inputShape }),
  count: Math.min(count, accuracies("valid").length),
  seed,
  onProgress: (done, total) => void (done % 50 === 0 && note(`statistics of ${done}/${total} networks, ${seconds()}`)),
});

// Metrics evolve against validation accuracies and are judged by test accuracies, of cells that they have not seen.
const { tasks, heldOut: unseen } = holdOutOfEach([collected], Math.floor(collected.networks.length / 2), seed);
const heldOut = unseen.map((dataset) => withAccuracies(dataset, "Fashion-201 test", accuracies("test")));
const workers = startWorkers({ count: availableParallelism() });
const { best, report } = await evolve({
  seed,
  tasks,
  heldOut,
  scoreNetworks: workers.scoreNetworks,
  baselines: { "EZNAS-A": eznasA, "EZNAS-B": eznasB },
  // There is one task where the paper has four: more of its networks make up for that.
  // The other settings are the paper's.
  networksPerTask: Math.min(80, tasks[0]!.networks.length),
  onGeneration: (generation) =>
    note(
      `generation ${generation.index}: best ${generation.best.fitness.toFixed(3)}  ${format(generation.best.tree)}  ` +
        `(${generation.rejected} invalid, ${seconds()})`,
    ),
});
await workers.close();

/** A cost of the networks as a metric. */
function costs(name: string, cost: "params" | "flops", { name: dataset, networks }: Dataset): TestResult {
  const values = networks.map(({ id }) => space[cost](space.parse(id)));
  const truth = networks.map(({ accuracy }) => accuracy);
  const [kendall, spearman] = [kendallTau(values, truth), spearmanRho(values, truth)];
  return { name, program: cost, dataset, kendall, spearman, n: networks.length, failed: 0 };
}

const [test] = heldOut;
const tests = [...report.tests, costs("Params", "params", test!), costs("FLOPs", "flops", test!)];
const text = `${formatReport({ ...report, tests })}
The best formula on the networks it evolved on, ${best.name}:

    ${format(best.program.tree)}
    ${infix(best.program)}
    ${latex(best.program)}

Kendall τ and Spearman ρ on ${test!.networks.length} cells that it has not seen, by test accuracy:
${[
  [best.name, "this formula"] as const,
  ...["EZNAS-A", "EZNAS-B", "Params", "FLOPs"].map((name) => [name, name] as const),
]
  .flatMap(([name, shown]) => {
    const found = tests.find((result) => result.name === name);
    return found ? [`    ${shown.padEnd(12)}  τ ${found.kendall.toFixed(3)}  ρ ${found.spearman.toFixed(3)}`] : [];
  })
  .join("\n")}

seed ${seed}
`;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/report.txt`, text);
writeFileSync(
  `${folder}/report.json`,
  `${JSON.stringify({ ...report, tests, best: format(best.program.tree) }, null, 2)}\n`,
);
console.log(text);
const place = fromHere(folder);
const formula = format(best.program.tree);
const fashion = "--table fashion-201 --space fashion-201 --column test --images fashion";
note(`done in ${seconds()}. The report is in ${place}/report.txt and report.json, the statistics in ${place}/statistics.

What to do next:
  npm run eznas -- explain "${formula}"
  npm run eznas -- rank ${fashion} --metric "${formula},eznas-a"
  npm run eznas -- search --task ${place}/statistics --hold-out 100 --seed 2 --generations 30
  npm run eznas -- train --help       a table of your own, on your images
  npm run eznas -- data               public tables to download`);
