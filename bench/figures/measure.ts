/**
 * Takes the figures that README and docs show besides the benchmarks, as far as they are not taken yet or are named,
 * and fills the tables. The accuracies are those of `eznas data get nas-bench-201`, or of the CSV in EZNAS_TABLE.
 *
 *   npm run measure                          takes what is not there yet
 *   npm run measure -- photographs           takes this one again; also noise, fashion-201 and main-job
 *   npm run measure -- small-spaces          figures and pictures of the tables of small spaces, beside the
 *                                            published ones of the folder EZNAS_TABLES
 *   npm run measure -- small-spaces-tables   trains what those tables lack: it can be ended at any time, and goes on
 *   npm run measure -- vanished-gradients    in which spaces gradients are rounding
 *   npm run measure -- discovery             searches that leave one space out, and one on all
 *   npm run measure -- discovery-201         a larger search on NAS-Bench-201 alone
 *   npm run measure -- discovery-ablations   what is left of it when a part is taken away
 *   npm run measure -- discovery-check       what that found, on what took no part
 *   npm run measure -- --fill                only fills the tables
 *   npm run measure -- --reproduced FOLDER   takes over the studies, all or those named after it, that
 *                                            `eznas reproduce --out FOLDER` made
 */
import { accuracyTable } from "../accuracies.ts";
import { environment, now } from "../environment.ts";
import { measureDiscovery, measureDiscoveryAlone } from "./discovery.ts";
import { measureAblations } from "./discovery-ablations.ts";
import { checkDiscovery } from "./discovery-check.ts";
import { eznas } from "./eznas.ts";
import { measureFashion201 } from "./fashion-201.ts";
import { measureMainJob } from "./main-job.ts";
import { fillMarkers } from "./measured.ts";
import { type Printed, type RankedImages, rankedImages, readRanking, saveRanking } from "./rankings.ts";
import { takeReproduced } from "./reproduced.ts";
import { measureSmallSpaces } from "./small-spaces.ts";
import { trainSmallSpaces } from "./small-spaces-tables.ts";
import { measureVanishedGradients } from "./vanished-gradients.ts";

const settings = "--space nas-bench-201 --column cifar10_test --count 300 --batch 16 --seed 1 --workers 2";
const metrics = "eznas-a,eznas-a-paper,params,flops";

async function take(images: RankedImages, table: string): Promise<void> {
  const args = `rank ${settings} --images ${images} --metric ${metrics} --json`;
  console.error(`eznas ${args}`);
  const printed = JSON.parse(await eznas([...args.split(" "), "--table", table])) as Printed;
  const command = `npm run eznas -- ${args} --table "$EZNAS_TABLE"`;
  saveRanking(images, { ...printed, command, date: now(), environment: environment() });
  for (const { name, kendall, spearman, n } of printed.metrics)
    console.error(`${images}: ${name}  τ ${kendall.toFixed(3)}  ρ ${spearman.toFixed(3)}  n ${n}`);
}

const others: Readonly<Record<string, () => Promise<void>>> = {
  "fashion-201": measureFashion201,
  "main-job": measureMainJob,
  discovery: measureDiscovery,
  "discovery-201": measureDiscoveryAlone,
  "discovery-ablations": measureAblations,
  "discovery-check": checkDiscovery,
  "small-spaces": measureSmallSpaces,
  "small-spaces-tables": trainSmallSpaces,
  "vanished-gradients": measureVanishedGradients,
};
const all = [...rankedImages, ...Object.keys(others)];
const [first, ...rest] = process.argv.slice(2);

/** Those that are named, or those that are not there yet. */
async function takeAll(names: readonly string[]): Promise<void> {
  const stranger = names.find((name) => !all.includes(name));
  if (stranger !== undefined)
    throw new RangeError(`"${stranger}" is none of ${all.join(", ")}, --fill, --reproduced FOLDER`);
  const wanted = rankedImages.filter((images) => (names.length > 0 ? names.includes(images) : !readRanking(images)));
  for (const images of wanted) await take(images, accuracyTable());
  for (const name of names) await others[name]?.();
}

try {
  if (first === "--reproduced") takeReproduced(rest[0] ?? ".eznas/reproduce", rest.slice(1));
  else if (first !== "--fill") await takeAll(first === undefined ? [] : [first, ...rest]);
} catch (error) {
  console.error(`measure: ${(error as Error).message}`);
  process.exitCode = 1;
}
fillMarkers();
