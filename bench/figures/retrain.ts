/**
 * Trains networks of a table again, as its header says, and compares their accuracies with the table's:
 *
 *   npx tsx --conditions=@eznas/source bench/figures/retrain.ts TABLE.csv [how many, 5 by default]
 */
import { readFileSync } from "node:fs";
import { trainingEngine } from "@eznas/engine/training";
import { useBackend } from "@eznas/kernels";
import { type SpaceOptions, spaceNamed } from "@eznas/spaces/named";
import { readTrainingTable, type SplitSizes, type TrainingOptions, trainArchitecture } from "@eznas/training";
import { trainImages } from "eznas";

const [path = "packages/spaces/fashion-201.csv", count = "5"] = process.argv.slice(2);
const { settings, rows } = readTrainingTable(readFileSync(path, "utf8"));
const { source, shape, seed, ...sizes } = settings["data"] as SplitSizes & {
  readonly source: string;
  readonly shape: readonly [number, number, number];
  readonly seed: number;
};
const { name, ...options } = settings["space"] as SpaceOptions & { readonly name: string };
const space = spaceNamed(name, options);
const training = settings["training"] as TrainingOptions;
const asked = Math.min(Number(count), rows.length);

await useBackend("wasm");
const images = await trainImages({ data: source, sizes, shape, seed });
const engine = trainingEngine();
let same = 0;
for (let i = 0; i < asked; i++) {
  const row = rows[Math.floor((i * rows.length) / asked)]!;
  const build = (rng: () => number) => space.build(space.parse(row.id), rng);
  const again = await trainArchitecture({ id: row.id, build }, { images, seed: row.seed, training, engine });
  const agrees = again.valid?.toFixed(3) === row.valid?.toFixed(3) && again.test?.toFixed(3) === row.test?.toFixed(3);
  same += Number(agrees);
  console.log(`${agrees ? "the same" : "ANOTHER "}  ${row.id} seed ${row.seed}: ${row.test} then, ${again.test} now`);
}
console.log(`${same} of ${asked} the same`);
process.exitCode = same === asked ? 0 : 1;
