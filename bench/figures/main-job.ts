/** docs/measurements/main-job.json: what `npm start` prints, and how long it takes after the set-up. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeEnvironment, type Environment, environment, load, now } from "../environment.ts";
import { printedBy } from "./eznas.ts";

interface MainJob {
  readonly seconds: number;
  /** Of all its threads together. */
  readonly processorSeconds: number;
  /** The machine's load before. */
  readonly load: number;
  /** From the best metric on. */
  readonly printed: string;
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/main-job.json", import.meta.url));

export async function measureMainJob(): Promise<void> {
  rmSync(fileURLToPath(new URL("../../.eznas/small-spaces-seed-1", import.meta.url)), { recursive: true, force: true });
  const before = load();
  const start = performance.now();
  let said = "";
  const printed = await printedBy("examples/00-evolve-a-metric.ts", [], (text) => {
    said += text;
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  const job: MainJob = {
    seconds,
    processorSeconds: Number(/\((\d+) s of processor time\)/.exec(said)?.[1]),
    load: before,
    printed: printed.slice(printed.indexOf("The best of")).trim(),
    date: now(),
    environment: environment(),
  };
  writeFileSync(path, `${JSON.stringify(job, null, 2)}\n`);
}

/** The end of what it prints. */
export function mainJobText(): string {
  if (!existsSync(path)) return "Not measured yet.";
  const { seconds, processorSeconds, load, printed, date, environment } = JSON.parse(
    readFileSync(path, "utf8"),
  ) as MainJob;
  // Where others wanted the processor too, the time on the clock says nothing.
  const wall = load < environment.cores ? `, ${seconds} s on the clock` : "";
  return [
    "```text",
    printed,
    "```",
    "",
    `${processorSeconds} s of processor time after the set-up${wall}; ${describeEnvironment(environment)}; ${date.slice(0, 10)}. ` +
      "By `npm run measure -- main-job`.",
  ].join("\n");
}
