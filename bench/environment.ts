/** What figures depend on besides the code. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, totalmem } from "node:os";

export interface Environment {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly tfjs: string;
  /** Where PyTorch takes part. */
  readonly torch?: string;
  /** Where DEAP takes part. */
  readonly deap?: string;
}

export function environment(): Environment {
  const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-core/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return {
    processor: cpus()[0]?.model.trim() ?? process.arch,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    tfjs: `${version}, backend wasm`,
  };
}

/** A line for a reader. */
export function describeEnvironment({ processor, cores, memoryGiB, node, tfjs, torch, deap }: Environment): string {
  const parts = [`${processor}, ${cores} cores, ${memoryGiB} GiB`, `Node ${node}`, `tfjs ${tfjs}`];
  const peers = [torch === undefined ? [] : `PyTorch ${torch}`, deap === undefined ? [] : `DEAP ${deap}`].flat();
  return [...parts, ...peers].join(" · ");
}

/** To the minute. */
export const now = (): string => `${new Date().toISOString().slice(0, 16)}Z`;

/** How many processes wanted to run, over the last minute: with more than there are cores, times mean little. */
export const load = (): number => Number(loadavg()[0]!.toFixed(1));
