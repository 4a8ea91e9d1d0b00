/** docs/measurements: what `eznas rank` found on NAS-Bench-201, and the command that found it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describeEnvironment, type Environment } from "../environment.ts";

/** What the command prints with --json. */
export interface Printed {
  readonly column: string;
  readonly count: number;
  readonly batch: number;
  readonly images: string;
  readonly seed: number;
  readonly backend: string;
  readonly seconds: number;
  readonly metrics: readonly { name: string; kendall: number; spearman: number; n: number; failed: number }[];
}

export interface Ranked extends Printed {
  readonly command: string;
  readonly date: string;
  readonly environment: Environment;
}

/** What D is made of. */
export const rankedImages = ["photographs", "noise"] as const;
export type RankedImages = (typeof rankedImages)[number];

const pathOf = (images: RankedImages): string =>
  fileURLToPath(new URL(`../../docs/measurements/nas-bench-201-${images}.json`, import.meta.url));

export function readRanking(images: RankedImages): Ranked | undefined {
  const path = pathOf(images);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Ranked) : undefined;
}

export function saveRanking(images: RankedImages, ranking: Ranked): void {
  mkdirSync(dirname(pathOf(images)), { recursive: true });
  writeFileSync(pathOf(images), `${JSON.stringify(ranking, null, 2)}\n`);
}

/** What metrics are called in tables. */
export const labels: Readonly<Record<string, string>> = {
  "eznas-a": "EZNAS-A (T1G_D)",
  "eznas-a-paper": "EZNAS-A (T3G_N)",
  params: "Params",
  flops: "FLOPs",
};

/** Of the release at batch 16 (EZNAS-A) and of the paper (params and FLOPs): Kendall, Spearman. */
const published: Readonly<Record<string, string>> = { "eznas-a": "0.62 / 0.81", params: "– / 0.75", flops: "– / 0.75" };

/** Kendall's τ and Spearman's ρ of each metric with each D, and how to get them. */
export function rankingTable(): string {
  const all = rankedImages.flatMap((images) => readRanking(images) ?? []);
  if (all.length === 0) return "Not measured yet.";
  const rows = all.flatMap(({ images, metrics, seconds }) =>
    metrics
      // A cost does not depend on D.
      .filter(({ name }) => images === all[0]!.images || name.startsWith("eznas"))
      .map(({ name, kendall, spearman, n }) => {
        const data = name.startsWith("eznas") ? images : "";
        const theirs = images === "photographs" ? (published[name] ?? "") : "";
        const ours = `${kendall.toFixed(3)} / ${spearman.toFixed(3)}`;
        return `| ${labels[name] ?? name} | ${data} | ${theirs} | ${ours} | ${n} | ${data && seconds} |`;
      }),
  );
  const { column, count, batch, seed, backend, environment, date } = all[0]!;
  return [
    "| metric | D | published, Kendall τ / Spearman ρ | measured | n | seconds, all metrics |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    `${count} random architectures, ${column}, batch ${batch}, seed ${seed}, backend ${backend};`,
    `${describeEnvironment(environment)}; ${date.slice(0, 10)}. By \`npm run measure\`, which runs`,
    "",
    "```sh",
    ...all.map(({ command }) => command),
    "```",
  ].join("\n");
}
