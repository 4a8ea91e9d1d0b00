/** docs/measurements/main-job.json: what `npm start` prints, and how long it takes after the set-up. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { printedBy } from "./eznas.ts";

interface MainJob {
  readonly seconds: number;
  /** From the best formula on. */
  readonly printed: string;
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/main-job.json", import.meta.url));

export async function measureMainJob(): Promise<void> {
  rmSync(fileURLToPath(new URL("../../.eznas/fashion-201-seed-1", import.meta.url)), { recursive: true, force: true });
  const start = performance.now();
  const printed = await printedBy("examples/00-evolve-a-metric.ts");
  const seconds = Math.round((performance.now() - start) / 1000);
  const job: MainJob = {
    seconds,
    printed: printed.slice(printed.indexOf("The best formula")).trim(),
    date: now(),
    environment: environment(),
  };
  writeFileSync(path, `${JSON.stringify(job, null, 2)}\n`);
}

/** The end of what it prints. */
export function mainJobText(): string {
  if (!existsSync(path)) return "Not measured yet.";
  const { seconds, printed, date, environment } = JSON.parse(readFileSync(path, "utf8")) as MainJob;
  return [
    "```text",
    printed,
    "```",
    "",
    `${seconds} s after the set-up; ${describeEnvironment(environment)}; ${date.slice(0, 10)}. ` +
      "By `npm run measure -- main-job`.",
  ].join("\n");
}
