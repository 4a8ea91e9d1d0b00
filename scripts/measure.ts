/**
 * Takes the correlations on NAS-Bench-201 that the README shows, as far as they are not taken yet, and fills the tables:
 *
 *   EZNAS_DATA=nasbench201.csv npm run measure
 *   npm run measure -- photographs             takes this one again; the names are photographs and noise
 *   npm run measure -- --fill                  only fills the tables
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { accuracyTable } from "../bench/accuracies.ts";
import { environment, now } from "../bench/environment.ts";
import { fillMarkers } from "./measured.ts";
import { type Printed, type RankedImages, rankedImages, readRanking, saveRanking } from "./rankings.ts";

const settings = "--space nas-bench-201 --column cifar10_test --count 300 --batch 16 --seed 1 --workers 2";
const metrics = "eznas-a,eznas-a-paper,params,flops";

/** Runs the command line with this process's way of loading TypeScript; its progress goes to the terminal. */
function eznas(args: readonly string[]): Promise<string> {
  const main = fileURLToPath(new URL("../packages/cli/src/main.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => (code === 0 ? resolve(printed) : reject(new Error(`eznas ended with code ${code}`))));
  });
}

async function take(images: RankedImages, table: string): Promise<void> {
  const args = `rank ${settings} --images ${images} --metric ${metrics} --json`;
  console.error(`eznas ${args}`);
  const printed = JSON.parse(await eznas([...args.split(" "), "--table", table])) as Printed;
  const command = `npm run eznas -- ${args} --table "$EZNAS_DATA"`;
  saveRanking(images, { ...printed, command, date: now(), environment: environment() });
  for (const { name, kendall, spearman, n } of printed.metrics)
    console.error(`${images}: ${name}  τ ${kendall.toFixed(3)}  ρ ${spearman.toFixed(3)}  n ${n}`);
}

const names = process.argv.slice(2).filter((arg) => arg !== "--fill");
const stranger = names.find((name) => !rankedImages.some((images) => images === name));
if (stranger !== undefined) {
  console.error(`measure: "${stranger}" is none of ${rankedImages.join(", ")}, --fill`);
  process.exit(2);
}
const wanted = rankedImages.filter((images) => (names.length > 0 ? names.includes(images) : !readRanking(images)));
try {
  if (!process.argv.includes("--fill")) for (const images of wanted) await take(images, accuracyTable());
} catch (error) {
  console.error(`measure: ${(error as Error).message}`);
  process.exitCode = 1;
}
fillMarkers();
