/**
 * Takes the measures and writes docs/benchmarks.json and docs/benchmarks.md, one measure after the other:
 *
 *   pnpm bench                              all of them
 *   pnpm bench capture-heavy-1 programs     the named ones
 *   pnpm bench --missing                    those that have no result yet
 *   pnpm bench --quick [names]              a trial, which writes nothing
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { deapVersion } from "./deap.ts";
import { describeEnvironment, type Environment, environment, load, now } from "./environment.ts";
import { fillMarkers } from "./figures/measured.ts";
import { type Measure, meets, type Outcome } from "./measure.ts";
import { measures } from "./measures/index.ts";
import { digits } from "./median.ts";
import { type Result, readResults, saveResult } from "./results.ts";
import { torchVersion } from "./torch.ts";

interface Sent {
  readonly outcome: Outcome;
  readonly peakMemoryMiB: number;
}

function runAlone({ name }: Measure, quick: boolean): Promise<Sent> {
  const module = fileURLToPath(new URL("run-one.ts", import.meta.url));
  return new Promise((resolve, reject) => {
    let sent: Sent | undefined;
    let said = "";
    const child = fork(module, [name, ...(quick ? ["--quick"] : [])], { stdio: ["ignore", "inherit", "pipe", "ipc"] });
    child.stderr!.on("data", (chunk: Buffer) => {
      process.stderr.write(chunk);
      said = `${said}${chunk}`.slice(-10_000);
    });
    child.on("message", (message) => {
      sent = message as Sent;
    });
    child.on("exit", (code) => (sent ? resolve(sent) : reject(new Error(errorIn(said) ?? `exit code ${code}`))));
  });
}

const errorIn = (text: string): string | undefined => /^\w*Error: (.*)$/m.exec(text)?.[1];

const here = environment();
const withTorch: Environment = { ...here, torch: torchVersion() ?? "none" };
const withDeap: Environment = { ...here, deap: deapVersion() ?? "none" };

async function resultOf(measure: Measure, quick: boolean): Promise<Result> {
  const { what, unit, goal } = measure;
  const start = performance.now();
  const where = measure.peer === "DEAP" ? withDeap : withTorch;
  const context = { what, unit, ...(goal && { goal }), date: now(), load: load(), environment: where };
  const ran = await runAlone(measure, quick).catch((error: Error) => ({ failed: error.message }));
  const seconds = Math.round((performance.now() - start) / 1000);
  return "failed" in ran
    ? { ...context, ...ran, seconds }
    : { ...context, ...ran.outcome, peakMemoryMiB: ran.peakMemoryMiB, seconds };
}

function shown(name: string, { failed, value, unit, goal, ours, peer, peakMemoryMiB, figures }: Result): string {
  if (failed !== undefined) return `${name}: not measured: ${failed}`;
  const aim = goal && `${goal.is} ${goal.value} ${unit}`;
  const judged =
    aim && (value === undefined ? `no ratio for ${aim}` : `${meets(goal, value) ? "is" : "is NOT"} ${aim}`);
  const facts = [value === undefined ? [] : `${digits(value)} ${unit}`, judged ?? [], `${peakMemoryMiB} MiB`].flat();
  return [
    `${name}: ${facts.join(", ")}`,
    `ours ${ours}${peer ? ` · peer ${peer}` : ""}`,
    ...Object.entries(figures ?? {}).map(([key, figure]) => `${key}: ${figure}`),
  ].join("\n  ");
}

const args = process.argv.slice(2);
const flags = new Set(args.filter((arg) => arg.startsWith("--")));
const names = args.filter((arg) => !arg.startsWith("--"));
const known = measures.map(({ name }) => name);
const stranger =
  names.find((name) => !known.includes(name)) ?? [...flags].find((flag) => !["--quick", "--missing"].includes(flag));
if (stranger !== undefined) {
  console.error(`bench: "${stranger}" is no measure or flag; there are ${known.join(", ")}, --quick and --missing`);
  process.exit(2);
}

const quick = flags.has("--quick");
const earlier = readResults();
const chosen = measures
  .filter(({ name }) => names.length === 0 || names.includes(name))
  .filter(({ name }) => !flags.has("--missing") || earlier[name]?.failed !== undefined || !earlier[name]);
console.log(`${describeEnvironment({ ...withTorch, ...withDeap })} · load ${load()}`);
for (const measure of chosen) {
  const result = await resultOf(measure, quick);
  console.log(shown(measure.name, result));
  if (result.failed !== undefined) process.exitCode = 1;
  if (quick) continue;
  saveResult(measure.name, result, known);
  fillMarkers();
}
if (quick) console.log("a trial: nothing is written");
