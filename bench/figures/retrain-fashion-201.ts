/**
 * Trains cells of Fashion-201 again, as the header of its table says, and compares their accuracies with the table's:
 *
 *   npx tsx --conditions=@eznas/source bench/figures/retrain-fashion-201.ts [how many, 5 by default]
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { trainingEngine } from "@eznas/engine/training";
import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "@eznas/spaces";
import { readTrainingTable, type SplitSizes, type TrainingOptions, trainArchitecture } from "@eznas/training";
import { trainImages } from "eznas";

const path = fileURLToPath(new URL("../../packages/spaces/fashion-201.csv", import.meta.url));
const { settings, rows } = readTrainingTable(readFileSync(path, "utf8"));
const { source, shape, seed, ...sizes } = settings["data"] as SplitSizes & {
  readonly source: string;
  readonly shape: readonly [number, number, number];
  readonly seed: number;
};
const space = nasBench201(settings["space"] as { channels: number; cells: number; resolution: number });
const training = settings["training"] as TrainingOptions;
const count = Number(process.argv[2] ?? 5);

await useBackend("wasm");
const images = await trainImages({ data: source, sizes, shape, seed });
const engine = trainingEngine();
let same = 0;
for (let i = 0; i < count; i++) {
  const row = rows[Math.floor((i * rows.length) / count)]!;
  const build = (rng: () => number) => space.build(space.parse(row.id), rng);
  const again = await trainArchitecture({ id: row.id, build }, { images, seed: row.seed, training, engine });
  const agrees = again.valid?.toFixed(3) === row.valid?.toFixed(3) && again.test?.toFixed(3) === row.test?.toFixed(3);
  same += Number(agrees);
  console.log(`${agrees ? "the same" : "ANOTHER "}  ${row.id} seed ${row.seed}: ${row.test} then, ${again.test} now`);
}
console.log(`${same} of ${count} the same`);
process.exitCode = same === count ? 0 : 1;
