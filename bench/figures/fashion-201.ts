/** docs/measurements/fashion-201.json: how well Fashion-201's ranking repeats, and what agrees with it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { kendallTau, spearmanRho } from "@eznas/fitness";
import { readAccuracyTable } from "@eznas/spaces";
import { type Fashion201Run, fashion201 } from "@eznas/spaces/fashion-201";
import { accuracyTable } from "../accuracies.ts";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { eznas } from "./eznas.ts";
import { labels, type Printed } from "./rankings.ts";

interface Agreement {
  readonly name: string;
  readonly kendall: number;
  readonly spearman: number;
}

interface Quality {
  readonly cells: number;
  readonly seeds: number;
  /** The mean over pairs of seeds, of each column. */
  readonly betweenSeeds: readonly Agreement[];
  /** Least, quartiles and most of the test accuracy, mean over seeds. */
  readonly spread: readonly number[];
  /** The deviation of one training from another of the same cell, in percent. */
  readonly deviation: number;
  readonly agreements: readonly Agreement[];
  readonly command: string;
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/fashion-201.json", import.meta.url));
const metrics = "eznas-a,eznas-a-paper,params,flops";
const batch = 16;

/** Takes the figures; those against NAS-Bench-201 only where its table is at hand. */
export async function measureFashion201(): Promise<void> {
  const { entries, accuracies } = fashion201();
  const seeds = entries[0]!.runs.length;
  const command =
    `rank --space fashion-201 --table fashion-201 --column test --count ${entries.length} --images fashion --batch ` +
    `${batch} --seed 1 --workers 2 --metric ${metrics} --json`;
  const ranked = JSON.parse(await eznas(command.split(" "))) as Printed;
  const test = accuracies("test");
  const quality: Quality = {
    cells: entries.length,
    seeds,
    betweenSeeds: (["valid", "test"] as const).map((column) => betweenSeeds(column)),
    spread: quantiles(test.map(({ accuracy }) => accuracy)),
    deviation: deviation(),
    agreements: [
      ...ranked.metrics.map(({ name, kendall, spearman }) => ({ name, kendall, spearman })),
      ...(["cifar10_test", "cifar100_test"] as const).flatMap((column) => againstNasBench201(column) ?? []),
    ],
    command: `npm run eznas -- ${command}`,
    date: now(),
    environment: environment(),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(quality, null, 2)}\n`);
}

function betweenSeeds(column: "valid" | "test"): Agreement {
  const { entries } = fashion201();
  const of = (seed: number): readonly number[] => entries.map(({ runs }) => runs[seed]![column]);
  const pairs = entries[0]!.runs.flatMap((_, a) => Array.from({ length: a }, (_, b) => [of(a), of(b)] as const));
  const mean = (correlate: typeof kendallTau): number =>
    pairs.reduce((sum, [a, b]) => sum + correlate(a, b), 0) / pairs.length;
  return { name: column, kendall: mean(kendallTau), spearman: mean(spearmanRho) };
}

/** Of one training, over the cells that learn at all. */
function deviation(): number {
  const squares = fashion201().entries.flatMap(({ runs }) => {
    const mean = runs.reduce((sum, { test }) => sum + test, 0) / runs.length;
    if (mean < 20) return [];
    const square = ({ test }: Fashion201Run): number => (test - mean) ** 2;
    return [runs.reduce((sum, run) => sum + square(run), 0) / (runs.length - 1)];
  });
  return Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
}

function quantiles(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map((share) => sorted[Math.round(share * (sorted.length - 1))]!);
}

function againstNasBench201(column: string): Agreement | undefined {
  let text: string;
  try {
    text = readFileSync(accuracyTable(), "utf8");
  } catch {
    return undefined;
  }
  const theirs = new Map(readAccuracyTable(text, { column }).map(({ id, accuracy }) => [id, accuracy]));
  const ours = fashion201().accuracies("test");
  const [a, b] = [ours.map(({ accuracy }) => accuracy), ours.map(({ id }) => theirs.get(id)!)];
  return { name: `NAS-Bench-201, ${column}`, kendall: kendallTau(a, b), spearman: spearmanRho(a, b) };
}

/** The figures as tables. */
export function fashion201Table(): string {
  if (!existsSync(path)) return "Not measured yet.";
  const quality = JSON.parse(readFileSync(path, "utf8")) as Quality;
  const row = ({ name, kendall, spearman }: Agreement): string =>
    `| ${labels[name] ?? name} | ${kendall.toFixed(3)} | ${spearman.toFixed(3)} |`;
  return [
    `${quality.cells} cells, ${quality.seeds} seeds each.`,
    "",
    "| between the trainings of two seeds | Kendall τ | Spearman ρ |",
    "| --- | --- | --- |",
    ...quality.betweenSeeds.map(({ name, ...agreement }) => row({ ...agreement, name: `${name} accuracy` })),
    "",
    `One training differs from another of the same cell by a standard deviation of ${quality.deviation.toFixed(2)} ` +
      "points of test accuracy.",
    "",
    "| | least | 5 % | quarter | median | three quarters | 95 % | most |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    `| test accuracy, % | ${quality.spread.map((value) => value.toFixed(2)).join(" | ")} |`,
    "",
    `| against the mean test accuracy (metrics with batch ${batch}, seed 1) | Kendall τ | Spearman ρ |`,
    "| --- | --- | --- |",
    ...quality.agreements.map(row),
    "",
    `${describeEnvironment(quality.environment)}; ${quality.date.slice(0, 10)}. By \`npm run measure -- fashion-201\`.`,
  ].join("\n");
}
