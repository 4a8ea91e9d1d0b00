/** docs/measurements/small-spaces.json: how well the tables of small spaces repeat, and what agrees with them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { kendallTau } from "@eznas/fitness";
import { useBackend } from "@eznas/kernels";
import { readAccuracyTable } from "@eznas/spaces";
import { type SmallSpace, type SmallSpaceRun, smallSpaces } from "@eznas/spaces/small-spaces";
import { svgOf } from "../../packages/reproduce/src/figure.ts";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { eznas } from "./eznas.ts";
import type { Printed } from "./rankings.ts";
import { optionArguments, tablesFolder } from "./small-spaces-tables.ts";

interface Quality {
  readonly name: string;
  readonly images: string;
  readonly networks: number;
  /** How many of them were trained with a second seed. */
  readonly repeated: number;
  readonly diverged: number;
  /** Least, median and most of the test accuracy, mean over seeds. */
  readonly spread: readonly [least: number, median: number, most: number];
  /** Kendall's τ of the test accuracies of seeds 1 and 2; what no metric can be expected to exceed. */
  readonly betweenSeeds?: number;
  /** Kendall's τ with the published accuracies of the same architectures. */
  readonly published?: number;
  /** Kendall's τ of each metric with the test accuracies; without those that have none. */
  readonly metrics: Readonly<Record<string, number>>;
}

interface Measured {
  readonly spaces: readonly Quality[];
  readonly date: string;
  readonly environment: Environment;
}

const docs = (path: string): string => fileURLToPath(new URL(`../../docs/${path}`, import.meta.url));
const path = docs("measurements/small-spaces.json");

/** With fewer networks a correlation says nothing. */
const fewest = 10;
const metrics = ["params", "flops", "eznas-a", "synflow", "naswot", "zen", "grad_norm"] as const;
const labels: Readonly<Record<string, string>> = { params: "Params", flops: "FLOPs", "eznas-a": "EZNAS-A" };

/** Takes the figures of every space, and draws them; correlations of those that have networks enough. */
export async function measureSmallSpaces(): Promise<void> {
  await useBackend("wasm");
  const spaces: Quality[] = [];
  mkdirSync(docs("figures/small-spaces"), { recursive: true });
  for (const small of smallSpaces()) {
    spaces.push(await qualityOf(small));
    writeFileSync(docs(`figures/small-spaces/${small.name}.svg`), await pictureOf(small));
  }
  mkdirSync(dirname(path), { recursive: true });
  const measured: Measured = { spaces, date: now(), environment: environment() };
  writeFileSync(path, `${JSON.stringify(measured, null, 2)}\n`);
}

async function qualityOf(small: SmallSpace): Promise<Quality> {
  const { name, images, networks } = small;
  const test = small.accuracies("test");
  const sorted = test.map(({ accuracy }) => accuracy).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  const repeated = networks.filter(({ runs }) => runs.length > 1);
  const of = (run: SmallSpaceRun | undefined): number => (run?.status === "trained" ? run.test : 0);
  const seeds = [0, 1].map((place) => repeated.map(({ runs }) => of(runs[place])));
  const published = publishedOf(small);
  return {
    ...{ name, images, networks: networks.length, repeated: repeated.length },
    diverged: networks.flatMap(({ runs }) => runs).filter(({ status }) => status === "diverged").length,
    spread: [at(0), at(0.5), at(1)],
    ...(repeated.length >= fewest && { betweenSeeds: kendallTau(seeds[0]!, seeds[1]!) }),
    ...(published !== undefined && { published }),
    metrics: networks.length >= fewest ? await metricsOf(small) : {},
  };
}

async function metricsOf(small: SmallSpace): Promise<Readonly<Record<string, number>>> {
  const { name, options, networks } = small;
  const args = [
    ...["rank", "--space", name, ...optionArguments(options)],
    ...["--table", join(tablesFolder, `${name}.csv`), "--column", "test", "--count", `${networks.length}`],
    ...["--images", "fashion", "--batch", "16", "--seed", "1", "--metric", metrics.join(","), "--json"],
  ];
  console.error(`eznas ${args.join(" ")}`);
  const printed = JSON.parse(await eznas(args)) as Printed;
  // JSON has null for a metric without a correlation, as Params where all networks have as many; one that applies to few networks
  // says nothing of the space.
  const found = printed.metrics.filter(
    ({ kendall, failed }) => typeof kendall === "number" && failed <= 0.2 * networks.length,
  );
  return {
    ...Object.fromEntries(found.map(({ name, kendall }) => [name, kendall])),
    ...layersOf(small),
  };
}

/** The number of layers with weights to multiply by, another metric that costs nothing. */
function layersOf({ space, accuracies }: SmallSpace): Readonly<Record<string, number>> {
  const test = accuracies("test");
  const counts = test.map(({ id }) => {
    const model = space.build(space.parse(id), () => 0.5);
    const count = model.layers.filter(({ weights }) => weights.some(({ shape }) => shape.length >= 2)).length;
    model.dispose();
    return count;
  });
  const tau =
    new Set(counts).size > 1
      ? kendallTau(
          counts,
          test.map(({ accuracy }) => accuracy),
        )
      : Number.NaN;
  return Number.isNaN(tau) ? {} : { layers: tau };
}

/** Files of the folder EZNAS_TABLES with accuracies of the same architectures as the benchmarks' authors trained them. */
const publishedTables: Readonly<Record<string, { readonly file: string; readonly column: string }>> = {
  "nas-bench-201": { file: "nasbench201.csv", column: "cifar10_test" },
  "trans-nas-bench-101-micro": { file: "transnas101_micro.csv", column: "class_object_valid" },
  "trans-nas-bench-101-macro": { file: "transnas101_macro.csv", column: "class_object_valid" },
};

/** How the table agrees with a published one, where that is at hand. */
function publishedOf({ name, space, accuracies }: SmallSpace): number | undefined {
  const folder = process.env["EZNAS_TABLES"] ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
  const { file, column } = publishedTables[name] ?? {};
  if (file === undefined || column === undefined || !existsSync(join(folder, file))) return undefined;
  const table = readAccuracyTable(readFileSync(join(folder, file), "utf8"), { column, space });
  const theirs = new Map(table.map(({ id, accuracy }) => [id, accuracy]));
  const both = accuracies("test").filter(({ id }) => theirs.has(id));
  if (both.length < fewest) return undefined;
  return kendallTau(
    both.map(({ accuracy }) => accuracy),
    both.map(({ id }) => theirs.get(id)!),
  );
}

/** Sizes and accuracies of the networks, and both trainings where there are two. */
function pictureOf({ name, space, networks }: SmallSpace): Promise<string> {
  const points = networks.flatMap(({ id, runs }) => {
    const params = space.params(space.parse(id));
    return runs.flatMap((run) => (run.status === "trained" ? [{ params, test: run.test, seed: `${run.seed}` }] : []));
  });
  const sizes = points.map(({ params }) => params);
  const alike = Math.min(...sizes) * 1.05 > Math.max(...sizes);
  return svgOf((plot) => ({
    ...{ width: 420, height: 280, marginLeft: 50, grid: true, nice: true },
    x: { ...(!alike && { type: "log" as const }), label: `parameters of ${name}`, ticks: 4, tickFormat: "~s" },
    y: { label: "test accuracy, %" },
    marks: [plot.dot(points, { x: "params", y: "test", stroke: "seed", r: 2.5 })],
    color: { type: "categorical" },
  }));
}

/** The figures as tables. */
export function smallSpacesTable(): string {
  if (!existsSync(path)) return "Not measured yet.";
  const { spaces, date, environment } = JSON.parse(readFileSync(path, "utf8")) as Measured;
  const tau = (value: number | undefined): string => value?.toFixed(2) ?? "–";
  const percent = (value: number): string => value.toFixed(1);
  const names = ["layers", ...metrics];
  const ranked = spaces.filter(({ networks }) => networks >= fewest);
  return [
    "| space | images | networks | with a 2nd seed | diverged | least, median, most % | τ of seeds | τ published |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...spaces.map((each) => {
      const { name, images, networks, repeated, diverged, spread, betweenSeeds, published } = each;
      const counts = `${networks} | ${repeated} | ${diverged} | ${spread.map(percent).join(", ")}`;
      return `| ${name} | ${images} | ${counts} | ${tau(betweenSeeds)} | ${tau(published)} |`;
    }),
    "",
    ...(ranked.length > 0
      ? [
          "Kendall's τ of metrics with the test accuracies (batch 16, seed 1):",
          "",
          `| space | ${names.map((name) => labels[name] ?? name).join(" | ")} |`,
          `| --- | ${names.map(() => "---").join(" | ")} |`,
          ...ranked.map(({ name, metrics }) => `| ${name} | ${names.map((each) => tau(metrics[each])).join(" | ")} |`),
        ]
      : [`No space has the ${fewest} networks that a correlation takes at least.`]),
    "",
    ...spaces.map(({ name }) => `![${name}: parameters and test accuracy](figures/small-spaces/${name}.svg)`),
    "",
    `${describeEnvironment(environment)}; ${date.slice(0, 10)}. By \`npm run measure -- small-spaces\`.`,
  ].join("\n");
}
